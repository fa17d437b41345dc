import { readFileSync } from 'node:fs'
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
  visit,
} from 'yaml'
import { Refusal, type RefusalLine } from '../refusal.ts'
import { ALONE, yamlWords } from './yaml-words.ts'

/** A configuration file as a value, and where in the file each of its members stands. */
export interface YamlFile {
  readonly path: string
  readonly value: unknown
  /**
   * `policy.yaml:12:9` for a place such as `spec.require[0].where[1].field`, or the nearest member around it: where its value begins, or its name
   * where the value begins on a later line, or where `member` says that the name is what is wrong.
   */
  readonly locate: (at: string, member?: boolean) => string
}

export function readYaml(path: string): YamlFile {
  return parseYaml(readText(path, path), path)
}

const STRICT = { version: '1.2', schema: 'core', uniqueKeys: true, strict: true } as const

/** YAML 1.2 core schema (JSON is part of it): no duplicate keys, no aliases, no merge keys, no dates, no tags of others. */
export function parseYaml(text: string, path: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { ...STRICT, lineCounter: lines })
  const position = positionIn(path, lines)
  refuseSlips([document], text, position)
  const lineOf = (offset: number): number => lines.linePos(offset).line
  return {
    path,
    value: document.toJS({ maxAliasCount: 0 }),
    locate: (at, member = false) => position(offsetOf(document, placeOf(at), member, lineOf)),
  }
}

/** One document of several in a file: its value, and the place where it begins. */
export interface YamlDocument {
  readonly at: string
  readonly value: unknown
}

/** The same for a file of any number of documents, as Helm writes them; empty ones are left out. */
export function parseYamlDocuments(text: string, path: string): readonly YamlDocument[] {
  const lines = new LineCounter()
  const documents = [...parseAllDocuments(text, { ...STRICT, lineCounter: lines })]
  const position = positionIn(path, lines)
  refuseSlips(documents, text, position)
  return documents
    .map(
      (each): YamlDocument => ({
        at: position(startOf(each.contents) ?? each.range[0]),
        value: each.toJS({ maxAliasCount: 0 }),
      }),
    )
    .filter(({ value }) => value !== null)
}

function positionIn(path: string, lines: LineCounter): (offset: number) => string {
  return (offset) => {
    const { line, col } = lines.linePos(offset)
    return `${path}:${line}:${col}`
  }
}

function refuseSlips(documents: readonly Document[], text: string, position: (offset: number) => string): void {
  const slips = documents.flatMap(slipsOf)
  if (slips.length > 0) {
    throw refuse(slips.map(({ at, message }) => ({ at: position(at + spacesAt(at, text)), message })))
  }
}

/** `source` is a path, or 0 for standard input; `path` is what a person calls it. */
export function readText(path: string, source: string | 0): string {
  try {
    return readFileSync(source, 'utf8')
  } catch {
    throw new Refusal('source-unreadable', 'the file cannot be read', [
      { at: path, message: 'is it there, and may it be read?' },
    ])
  }
}

function refuse(lines: readonly RefusalLine[]): Refusal {
  return new Refusal('configuration-invalid', 'the file is not YAML that can be read', lines)
}

interface Slip {
  readonly at: number
  readonly message: string
}

/** What is wrong with the writing; a warning is a tag that was passed over, and what it should change would be changed in silence. */
function slipsOf(document: Document): readonly Slip[] {
  const errors = [...document.errors, ...document.warnings]
  if (errors.length === 0) return unreadIn(document)
  const lost = errors.findIndex(({ code }) => !ALONE.includes(code))
  const certain = lost < 0 ? errors : errors.slice(0, lost + 1)
  return certain.map((error) => ({ at: error.pos[0], message: yamlWords(error) }))
}

/** What YAML allows and is not read here. */
function unreadIn(document: Document): readonly Slip[] {
  const found: Slip[] = []
  visit(document, {
    Alias: (_, node) => {
      found.push({ at: startOf(node) ?? 0, message: yamlWords({ code: 'BAD_ALIAS', message: '' }) })
    },
    Pair: (_, { key }) => {
      // A member of every object: a schema would pass over it (C70).
      if (isScalar(key) && key.value === '__proto__')
        found.push({ at: startOf(key) ?? 0, message: 'a member cannot have this name: leave it out' })
    },
  })
  return found
}

/** A line that is indented wrongly begins where it can be seen. */
function spacesAt(at: number, text: string): number {
  return /^ */.exec(text.slice(at))?.[0].length ?? 0
}

type Place = readonly (string | number)[]

/** `spec.require[0].maxAge` to its members. */
function placeOf(at: string): Place {
  const parts = at.match(/\[\d+\]|"(?:[^"\\]|\\.)*"|[A-Za-z][A-Za-z0-9]*/g) ?? []
  return parts.map((part) => {
    if (part.startsWith('[')) return Number(part.slice(1, -1))
    return part.startsWith('"') ? String(JSON.parse(part)) : part
  })
}

function offsetOf(document: Document, at: Place, member: boolean, lineOf: (offset: number) => number): number {
  for (let place = at; place.length > 0; place = place.slice(0, -1)) {
    const name = startOf(nameAt(document, place))
    const value = startOf(writtenAt(document, place))
    // What is wrong with a member that is not there is wrong with the one around it, and no longer with its name.
    if (member && place === at && name !== undefined) return name
    if (value !== undefined) return name !== undefined && lineOf(name) < lineOf(value) ? name : value
    if (name !== undefined) return name
  }
  return 0
}

/** The node of a value, if there is anything to see of it. */
function writtenAt(document: Document, place: Place): unknown {
  const value: unknown = document.getIn(place, true)
  return isScalar(value) && value.source === '' && value.value === null ? undefined : value
}

/** The node of a member's name. Lists have none. */
function nameAt(document: Document, place: Place): unknown {
  const around: unknown = place.length === 1 ? document.contents : document.getIn(place.slice(0, -1), true)
  if (!isMap(around)) return undefined
  return around.items.find(({ key }) => isNode(key) && String(key) === String(place.at(-1)))?.key
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node satisfies Node).range?.[0] : undefined
}

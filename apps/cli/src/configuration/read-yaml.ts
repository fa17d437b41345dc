import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { Refusal, type RefusalLine } from '../refusal.ts'

/** A configuration file as a value, and where in the file each of its members stands. */
export interface YamlFile {
  readonly path: string
  readonly value: unknown
  /** `policy.yaml:12:9` for a place such as `spec.require[0].where[1].field`, or the nearest member around it. */
  readonly locate: (at: string) => string
}

export function readYaml(path: string): YamlFile {
  return parseYaml(readText(path), path)
}

/** YAML 1.2 core schema (JSON is part of it): no duplicate keys, no aliases, no merge keys, no dates. */
export function parseYaml(text: string, path: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    strict: true,
    lineCounter: lines,
  })
  const position = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${path}:${line}:${col}`
  }
  if (document.errors.length > 0) {
    throw refuse(document.errors.map((error) => ({ at: position(error.pos[0]), message: firstLine(error.message) })))
  }
  return {
    path,
    value: toValue(() => document.toJS({ maxAliasCount: 0 }), path),
    locate: (at) => {
      for (let place = placeOf(at); place.length > 0; place = place.slice(0, -1)) {
        const node: unknown = document.getIn(place, true)
        const offset = startOf(node)
        if (offset !== undefined) return position(offset)
      }
      return path
    },
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Refusal('source-unreadable', 'the file cannot be read', [
      { at: path, message: 'is it there, and may it be read?' },
    ])
  }
}

function toValue(read: () => unknown, path: string): unknown {
  try {
    return read()
  } catch {
    throw refuse([{ at: path, message: 'aliases are not read here: write the value out' }])
  }
}

function refuse(lines: readonly RefusalLine[]): Refusal {
  return new Refusal('configuration-invalid', 'the file is not YAML that can be read', lines)
}

/** The parser's first line; the ones below quote the file. */
function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
}

/** `spec.require[0].maxAge` to its members. */
function placeOf(at: string): readonly (string | number)[] {
  const parts = at.match(/\[\d+\]|"(?:[^"\\]|\\.)*"|[A-Za-z][A-Za-z0-9]*/g) ?? []
  return parts.map((part) => {
    if (part.startsWith('[')) return Number(part.slice(1, -1))
    return part.startsWith('"') ? String(JSON.parse(part)) : part
  })
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined
  const start: unknown = Array.isArray(node.range) ? node.range[0] : undefined
  return typeof start === 'number' ? start : undefined
}

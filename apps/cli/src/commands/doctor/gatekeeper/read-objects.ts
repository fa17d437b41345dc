import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseYamlDocuments, Refusal, readText } from '@pawl/setup'
import { type ClusterObject, objectsOf } from './cluster-object.ts'

/** Of all input together: a large cluster prints some megabytes. */
const MAX_BYTES = 32 * 1024 * 1024
const MAX_FILES = 1000

/** Every object of the files, of the folders, and of standard input (`-`), in that order. */
export function readObjects(inputs: readonly string[]): readonly ClusterObject[] {
  const files = inputs.flatMap(filesOf)
  if (files.length > MAX_FILES) throw tooMuch(`more than ${MAX_FILES} files`)
  let bytes = 0
  const count = (more: number): void => {
    bytes += more
    if (bytes > MAX_BYTES) throw tooMuch(`more than ${MAX_BYTES} bytes`)
  }
  return files.flatMap((path) => {
    const [name, text] = path === '-' ? fromInput() : fromFile(path, count)
    count(text.length)
    return parseYamlDocuments(text, name).flatMap(({ at, value }) => objectsOf(value, at))
  })
}

function fromInput(): readonly [name: string, text: string] {
  return ['standard input', readText('standard input', 0)]
}

/** A file that is too large is not read first. */
function fromFile(path: string, count: (more: number) => void): readonly [name: string, text: string] {
  const size = statusOf(path)?.size ?? 0
  count(size)
  count(-size)
  return [path, readText(path, path)]
}

function filesOf(input: string): readonly string[] {
  if (input === '-' || statusOf(input)?.isDirectory() !== true) return [input]
  const found = entriesOf(input).filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
  if (found.length === 0) {
    throw new Refusal('source-unreadable', 'the folder has nothing to read', [
      { at: input, message: 'it holds no file that ends with .yaml, .yml or .json' },
    ])
  }
  return found.map(({ parentPath, name }) => join(parentPath, name)).toSorted()
}

function statusOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}

/** Links are not followed: they can lead out of the folder, and in circles. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch {
    throw new Refusal('source-unreadable', 'the folder cannot be read', [{ at: folder, message: 'may it be read?' }])
  }
}

function tooMuch(message: string): Refusal {
  return new Refusal('limit-exceeded', 'this is more than is read at once', [{ at: 'the input', message }])
}

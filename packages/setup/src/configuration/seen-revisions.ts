import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { SeenRevision } from '@pawl/configuration'
import { isRecord } from '@pawl/document'
import { Refusal } from '../refusal.ts'

/**
 * The revisions that were accepted here before, from a file of one JSON object a line. A file that is not there is the first run; one that
 * cannot be read, or holds anything else, is a refusal: it may have been damaged so that an old bundle is taken again (C113).
 */
export function readSeen(path: string): readonly SeenRevision[] {
  const text = readText(path)
  return text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line, index) => seenOf(line) ?? damaged(`${path}:${index + 1}`))
}

/** Appends: of two processes that accept at once neither can take away what the other wrote. */
export function keepSeen(path: string, accepted: SeenRevision, before: readonly SeenRevision[]): void {
  if (before.some((each) => each.revision === accepted.revision)) return
  const { name, revision, digest } = accepted
  try {
    const file = openSync(path, 'a', 0o644)
    try {
      writeSync(file, `${JSON.stringify({ name, revision, digest })}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch {
    throw new Refusal('output-unwritable', 'the revision that was accepted cannot be kept', [
      { at: path, message: 'name a file that may be written to, or give --min-revision alone' },
    ])
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw new Refusal('source-unreadable', 'the revisions that were seen cannot be read', [
      { at: path, message: 'is it a file, and may it be read?' },
    ])
  }
}

function seenOf(line: string): SeenRevision | undefined {
  const value = parsed(line)
  if (!isRecord(value)) return undefined
  const { name, revision, digest } = value
  const sound = typeof name === 'string' && Number.isSafeInteger(revision) && typeof digest === 'string'
  return sound && typeof revision === 'number' ? { name, revision, digest } : undefined
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function damaged(at: string): never {
  throw new Refusal('configuration-stale', 'what was seen before cannot be read, so nothing can be newer', [
    { at, message: 'is no line of a file that pawl wrote; put the file back from a copy' },
  ])
}

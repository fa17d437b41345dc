import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, isJsonObject, type JsonObject, parseImageReference, readJsonObject } from '@pawl/core'
import { ANSWER_CODES, type AnswerCode } from '../../answer-codes.ts'
import { readBounded } from '../../read-bounded.ts'

/** What `pawl capture` wrote beside an image layout. */
export interface CaptureDescription {
  /** Canonical. Whoever may write the folder may name the image: like its content, it is of whoever the folder is trusted from. */
  readonly repository: string
  readonly name: string
  readonly digest: string
  /** Why the capture is not all that there was. */
  readonly codes: readonly AnswerCode[]
}

const MAX_BYTES = 1_048_576

/** Undefined where the folder is no capture. Throws Fault `source-unreadable` where it looks like one and cannot be read. */
export function readCapture(folder: string): CaptureDescription | undefined {
  const path = join(folder, 'capture.json')
  if (!existsSync(path)) return undefined
  const value = readJsonObject(readBounded(path, MAX_BYTES))
  if (value?.['kind'] !== 'Capture') return refuse(path)
  const { repository: written, digest, sources } = value
  if (typeof written !== 'string' || typeof digest !== 'string' || !Array.isArray(sources)) return refuse(path)
  const { repository, name } = parseImageReference(`${written}@${digest}`)
  if (repository !== written) return refuse(path)
  const codes = sources.filter(isJsonObject).flatMap(codesIn)
  return { repository, name, digest, codes: [...new Set(codes)] }
}

/** Codes of a later Pawl are not lost: they become the one that says the least. */
function codesIn({ codes }: JsonObject): readonly AnswerCode[] {
  if (!Array.isArray(codes)) return ['unreadable']
  return codes.map((code) => ANSWER_CODES.find((known) => known === code) ?? 'unreadable')
}

function refuse(path: string): never {
  throw new Fault('source-unreadable', 'the description of the capture cannot be read', path)
}

import type { JsonValue } from '@pawl/document'
import { isJsonObject, type JsonObject } from '../bytes/strict-json.ts'
import type { Subject } from '../reference/subject.ts'
import { type Rejection, reject } from '../rejection-codes.ts'
import type { Statement } from './read-statement.ts'

/** A statement that names the artifact in question. */
export interface BoundStatement {
  readonly statement: Statement
  readonly subject: Subject
}

const MAX_SUBJECTS = 1024
const MAX_DIGESTS = 32

/**
 * The one subject rule: some entry names exactly this sha256, and agrees with every other digest that is known of the artifact.
 * Never by name, uri or annotation (C12, C16); an entry that is no entry spoils the statement (C14).
 */
export function checkSubject(statement: Statement, subject: Subject): BoundStatement | Rejection {
  const { subject: entries } = statement
  if (!(entries.length >= 1 && entries.length <= MAX_SUBJECTS)) return reject('subject-malformed', 'subject')
  const digests = entries.map(digestsOf)
  const read = digests.filter((each) => each !== undefined)
  if (read.length !== entries.length) return reject('subject-malformed', 'subject.digest')
  if (!read.some((each) => 'sha256' in each)) return reject('subject-digest-unsupported', 'subject.digest')
  if (!read.some((each) => names(each, subject))) return reject('subject-mismatch', 'subject.digest')
  return { statement, subject }
}

function digestsOf(entry: JsonValue): JsonObject | undefined {
  if (!isJsonObject(entry)) return undefined
  const { digest } = entry
  if (!isJsonObject(digest)) return undefined
  const values = Object.values(digest)
  const wellFormed =
    values.length >= 1 && values.length <= MAX_DIGESTS && values.every((each) => typeof each === 'string')
  return wellFormed ? digest : undefined
}

function names(digests: JsonObject, subject: Subject): boolean {
  if (digests['sha256'] === undefined || `sha256:${String(digests['sha256'])}` !== subject.digest) return false
  return [...subject.others].every(
    ([algorithm, value]) => digests[algorithm] === undefined || digests[algorithm] === value,
  )
}

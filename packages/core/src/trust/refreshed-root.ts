import { type JsonValue, parseInstant } from '@pawl/document'
import { isJsonObject, type JsonObject, readJsonObject } from '../bytes/strict-json.ts'
import { Fault } from '../fault.ts'

/** What a refresh over TUF wrote: a trusted root, and when what vouches for it ends. */
export interface RefreshedRoot {
  /** A trusted_root.json, not looked at. */
  readonly trustedRoot: JsonValue
  /** Epoch seconds: the first at which some metadata that it came with has expired (TUF 5.4.4, 5.5.6, 5.6.5). */
  readonly validUntil: number
  /** What the next refresh compares with. Says nothing to whoever verifies. */
  readonly tuf: JsonObject
}

const MEMBERS = ['apiVersion', 'kind', 'expires', 'trustedRoot', 'tuf']

/**
 * Reads the file of a refresh. Its end is mandatory: a root that was to be renewed and was not could be one that somebody holds back (C40). Throws
 * Fault `trusted-root-invalid`.
 */
export function parseRefreshedRoot(bytes: Uint8Array): RefreshedRoot {
  const value = readJsonObject(bytes)
  if (value === undefined) throw invalid('it is not strict JSON', 'root')
  if (!Object.keys(value).every((member) => MEMBERS.includes(member))) throw invalid(NOT_REFRESHED, 'root')
  const { apiVersion, kind, expires, trustedRoot, tuf } = value
  if (apiVersion !== 'pawl.dev/v1' || kind !== 'RefreshedRoot') throw invalid(NOT_REFRESHED, 'root')
  const validUntil = typeof expires === 'string' ? parseInstant(expires) : undefined
  if (validUntil === undefined) throw invalid('it does not say when it ends', 'expires')
  if (trustedRoot === undefined || !isJsonObject(tuf)) throw invalid(NOT_REFRESHED, 'root')
  return { trustedRoot, validUntil, tuf }
}

const NOT_REFRESHED = 'it is no file of pawl trust update'

function invalid(message: string, at: string): Fault {
  return new Fault('trusted-root-invalid', message, at)
}

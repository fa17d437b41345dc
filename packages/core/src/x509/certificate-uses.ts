import { type DerReader, decodeDer, refuseDer } from './der-reader.ts'
import { readBoolean, readNamedBits, readOid, readSmallInteger, TAG } from './der-values.ts'
import type { Extension, Extensions } from './extensions.ts'
import { type NameConstraints, readNameConstraints } from './name-constraints.ts'

export type Purpose = 'code-signing' | 'time-stamping'

/** What a certificate says it may be used for (RFC 5280 4.2.1). */
export interface CertificateUses {
  readonly isAuthority: boolean
  /** How many authorities may stand below this one. Infinity where it does not say. */
  readonly pathLength: number
  readonly keyUsage: { readonly digitalSignature: boolean; readonly certificateSign: boolean } | undefined
  readonly extendedKeyUsage: { readonly critical: boolean; readonly purposes: readonly string[] } | undefined
  readonly nameConstraints: NameConstraints | undefined
  /** A critical extension that this file does not know. RFC 5280 4.2: such a certificate must be rejected. */
  readonly unknownCritical: boolean
}

const BASIC_CONSTRAINTS = '2.5.29.19'
const KEY_USAGE = '2.5.29.15'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const NAME_CONSTRAINTS = '2.5.29.30'
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
const KNOWN: ReadonlySet<string> = new Set([
  BASIC_CONSTRAINTS,
  KEY_USAGE,
  EXTENDED_KEY_USAGE,
  NAME_CONSTRAINTS,
  SUBJECT_ALTERNATIVE_NAME,
])

const PURPOSES: Readonly<Record<Purpose, string>> = {
  'code-signing': '1.3.6.1.5.5.7.3.3',
  'time-stamping': '1.3.6.1.5.5.7.3.8',
}
const ANY_PURPOSE = '2.5.29.37.0'

export function readUses(extensions: Extensions): CertificateUses {
  const basic = inExtension(extensions.get(BASIC_CONSTRAINTS), readBasicConstraints)
  const extended = extensions.get(EXTENDED_KEY_USAGE)
  const purposes = inExtension(extended, (reader) => reader.list(TAG.sequence, readOid))
  const bits = inExtension(extensions.get(KEY_USAGE), readNamedBits)
  return {
    isAuthority: basic?.isAuthority ?? false,
    pathLength: basic?.pathLength ?? Number.POSITIVE_INFINITY,
    // RFC 5280 4.2.1.3: bit 0 digitalSignature, bit 5 keyCertSign.
    keyUsage: bits && { digitalSignature: bits[0] === true, certificateSign: bits[5] === true },
    extendedKeyUsage: purposes && { critical: extended?.critical === true, purposes },
    nameConstraints: inExtension(extensions.get(NAME_CONSTRAINTS), readNameConstraints),
    unknownCritical: [...extensions].some(([oid, { critical }]) => critical && !KNOWN.has(oid)),
  }
}

/** Whether this certificate may sign for `purpose` itself: not an authority, and its purpose is said, not left open. */
export function maySign({ uses }: { readonly uses: CertificateUses }, purpose: Purpose): boolean {
  if (uses.unknownCritical || uses.isAuthority || uses.keyUsage?.digitalSignature !== true) return false
  const extended = uses.extendedKeyUsage
  if (extended?.purposes.includes(PURPOSES[purpose]) !== true) return false
  // RFC 3161 2.3: for a time stamping authority the extension is critical and says nothing else (C31).
  return purpose !== 'time-stamping' || (extended.critical && extended.purposes.length === 1)
}

/** Whether this certificate may issue for `purpose` with `below` authorities between it and the leaf. */
export function mayIssue({ uses }: { readonly uses: CertificateUses }, purpose: Purpose, below: number): boolean {
  if (uses.unknownCritical || !uses.isAuthority || !(uses.pathLength >= below)) return false
  if (uses.keyUsage !== undefined && !uses.keyUsage.certificateSign) return false
  const purposes = uses.extendedKeyUsage?.purposes
  return purposes === undefined || purposes.includes(PURPOSES[purpose]) || purposes.includes(ANY_PURPOSE)
}

function inExtension<T>(extension: Extension | undefined, read: (reader: DerReader) => T): T | undefined {
  // Malformed inside means a malformed certificate, never an absent extension.
  return extension && (decodeDer(extension.value, read) ?? refuseDer())
}

function readBasicConstraints(reader: DerReader): { readonly isAuthority: boolean; readonly pathLength: number } {
  return reader.inside(TAG.sequence, (inner) => {
    const isAuthority = inner.next(TAG.boolean) && readBoolean(inner)
    const pathLength = inner.more() ? readSmallInteger(inner) : Number.POSITIVE_INFINITY
    return isAuthority || pathLength === Number.POSITIVE_INFINITY ? { isAuthority, pathLength } : refuseDer()
  })
}

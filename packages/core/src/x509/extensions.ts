import { type DerReader, refuseDer } from './der-reader.ts'
import { readBoolean, readOid, TAG } from './der-values.ts'

export interface Extension {
  readonly critical: boolean
  /** The content of `extnValue`. */
  readonly value: Uint8Array
  /** The whole element, as the precertificate needs it (RFC 6962 3.2). */
  readonly whole: Uint8Array
}

export type Extensions = ReadonlyMap<string, Extension>

const MAX_EXTENSIONS = 64

/** `Extensions` of RFC 5280 4.1: in their order, by OID. One OID twice is refused: two readers would read two certificates. */
export function readExtensions(reader: DerReader): Extensions {
  const extensions = new Map<string, Extension>()
  for (const [oid, extension] of reader.list(TAG.sequence, readExtension)) {
    if (extensions.has(oid) || extensions.size >= MAX_EXTENSIONS) return refuseDer()
    extensions.set(oid, extension)
  }
  return extensions.size === 0 ? refuseDer() : extensions
}

function readExtension(list: DerReader): [string, Extension] {
  return list.inside(TAG.sequence, (reader, { whole }) => {
    const oid = readOid(reader)
    const critical = reader.next(TAG.boolean) && readBoolean(reader)
    return [oid, { critical, value: reader.element(TAG.octetString).content, whole }]
  })
}

import { LIMITS } from '@pawl/document'
import type { Certificate } from './certificate.ts'
import { type DerReader, decodeDer, refuseDer } from './der-reader.ts'
import { readOid, readUtf8, TAG } from './der-values.ts'

/** The one name of a signing certificate. The same text of another kind is another name (C57). */
export interface AlternativeName {
  readonly kind: 'uri' | 'email' | 'othername'
  readonly value: string
}

const OID = '2.5.29.17'
// Fulcio's otherName for user names (fulcio oid-info.md, 1.3.6.1.4.1.57264.1.7).
const FULCIO_OTHER_NAME = '1.3.6.1.4.1.57264.1.7'
const OTHER_NAME = 0xa0
const EMAIL = 0x81
const URI = 0x86
const EXPLICIT_VALUE = 0xa0

/**
 * Reads the name from the DER, never from the text that Node makes of it (CVE-2021-44532). Undefined unless there is exactly one entry, of a
 * kind that is known, in printable ASCII without space, comma and quotation mark (C56).
 */
export function readAlternativeName({ extensions }: Pick<Certificate, 'extensions'>): AlternativeName | undefined {
  const extension = extensions.get(OID)
  return extension && decodeDer(extension.value, (reader) => reader.inside(TAG.sequence, readName))
}

function readName(reader: DerReader): AlternativeName {
  if (reader.next(OTHER_NAME)) {
    return { kind: 'othername', value: nameText(reader.inside(OTHER_NAME, readOtherName)) }
  }
  const { tag, content } = reader.any()
  if (tag === EMAIL) return { kind: 'email', value: nameText(content) }
  return tag === URI ? { kind: 'uri', value: nameText(content) } : refuseDer()
}

function readOtherName(reader: DerReader): Uint8Array {
  if (readOid(reader) !== FULCIO_OTHER_NAME) return refuseDer()
  return reader.inside(EXPLICIT_VALUE, (inner) => inner.element(TAG.utf8String).content)
}

function nameText(content: Uint8Array): string {
  const text = content.length <= LIMITS.text ? readUtf8(content) : ''
  return /^[\x21\x23-\x2b\x2d-\x7e]+$/.test(text) ? text : refuseDer()
}

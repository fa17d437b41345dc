import { isBoundedText, LIMITS } from '@pawl/document'
import type { Certificate } from '../x509/certificate.ts'
import { decodeDer } from '../x509/der-reader.ts'
import { readUtf8, TAG } from '../x509/der-values.ts'
import { CERTIFICATE_FIELDS, type CertificateField } from './certificate-fields.ts'

const FULCIO = '1.3.6.1.4.1.57264.1'
const ISSUER = `${FULCIO}.8`
const ISSUER_V1 = `${FULCIO}.1`
// The fields are numbered in their order, from .9 to .22.
const FIRST_FIELD = 9

type Extended = Pick<Certificate, 'extensions'>

/** Who authenticated the signer. Two extensions say it; where both are there they must say the same. Undefined without an issuer (C45). */
export function readIssuer(certificate: Extended): string | undefined {
  const values = [readField(certificate, ISSUER), readRaw(certificate)].filter((each) => each !== null)
  const [issuer, ...others] = values
  return others.every((each) => each === issuer) ? issuer : undefined
}

/** The fields that are there. Undefined if one of them is not bounded text: half an identity is none. */
export function readFields(certificate: Extended): ReadonlyMap<CertificateField, string> | undefined {
  const fields = new Map<CertificateField, string>()
  for (const [index, name] of CERTIFICATE_FIELDS.entries()) {
    const value = readField(certificate, `${FULCIO}.${FIRST_FIELD + index}`)
    if (value === undefined) return undefined
    if (value !== null) fields.set(name, value)
  }
  return fields
}

/** Null where the extension is absent, undefined where it is malformed. `.8` to `.22` hold a DER UTF8String. */
function readField({ extensions }: Extended, oid: string): string | null | undefined {
  const extension = extensions.get(oid)
  if (extension === undefined) return null
  return bounded(decodeDer(extension.value, (reader) => readUtf8(reader.element(TAG.utf8String).content)))
}

/** `.1` holds the text itself, in no encoding that it names: ASCII alone is the same in all of them. */
function readRaw({ extensions }: Extended): string | null | undefined {
  const extension = extensions.get(ISSUER_V1)
  if (extension === undefined) return null
  const text = Buffer.from(extension.value).toString('latin1')
  return /^[\x21-\x7e]+$/.test(text) ? bounded(text) : undefined
}

function bounded(text: string | undefined): string | undefined {
  return text !== '' && isBoundedText(text, LIMITS.text) ? text : undefined
}

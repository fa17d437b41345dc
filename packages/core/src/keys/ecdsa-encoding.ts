import { decodeDer } from '../x509/der-reader.ts'
import { readInteger, TAG } from '../x509/der-values.ts'

/** Whether bytes are the DER of an ECDSA signature, `SEQUENCE { r INTEGER, s INTEGER }`, with fewest octets and positive numbers. */
export function isDerSignature(signature: Uint8Array): boolean {
  const positive = decodeDer(signature, (reader) =>
    reader.inside(TAG.sequence, (inner) => [readInteger(inner), readInteger(inner)].every(isPositive)),
  )
  return positive === true
}

function isPositive(integer: Uint8Array): boolean {
  return (integer[0] ?? 0x80) < 0x80
}

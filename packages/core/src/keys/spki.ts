import { type DerReader, decodeDer, refuseDer } from '../x509/der-reader.ts'
import { readInteger, readOctets, readOid, TAG } from '../x509/der-values.ts'

export type KeyKind = 'ed25519' | 'p256' | 'p384' | 'p521' | 'rsa'

interface Curve {
  readonly kind: KeyKind
  /** Bytes of one coordinate. */
  readonly width: number
}

const CURVES: ReadonlyMap<string, Curve> = new Map([
  ['1.2.840.10045.3.1.7', { kind: 'p256', width: 32 }],
  ['1.3.132.0.34', { kind: 'p384', width: 48 }],
  ['1.3.132.0.35', { kind: 'p521', width: 66 }],
])

/**
 * What kind of key a SubjectPublicKeyInfo holds, if it is one that we take (C58). Refused: other curves, explicit EC parameters,
 * compressed points (a second spelling of one key), RSASSA-PSS parameters, RSA under 2048 or over 8192 bits or with an exponent other than 65537.
 */
export function keyKind(spki: Uint8Array): KeyKind | undefined {
  return decodeDer(spki, (reader) => reader.inside(TAG.sequence, readKind))
}

function readKind(reader: DerReader): KeyKind {
  const { algorithm, curve, hasNull } = reader.inside(TAG.sequence, (inner) => ({
    algorithm: readOid(inner),
    curve: inner.next(TAG.oid) ? CURVES.get(readOid(inner)) : undefined,
    hasNull: inner.next(TAG.null) && inner.any().content.length === 0,
  }))
  const key = readOctets(reader)
  switch (algorithm) {
    case '1.2.840.10045.2.1':
      return curve !== undefined && key[0] === 4 && key.length === 1 + 2 * curve.width ? curve.kind : refuseDer()
    case '1.2.840.113549.1.1.1':
      return curve === undefined && hasNull && isStrongRsa(key) ? 'rsa' : refuseDer()
    case '1.3.101.112':
      return curve === undefined && !hasNull && key.length === 32 ? 'ed25519' : refuseDer()
    default:
      return refuseDer()
  }
}

function isStrongRsa(pkcs1: Uint8Array): boolean {
  const strong = decodeDer(pkcs1, (reader) =>
    reader.inside(TAG.sequence, (inner) => {
      const modulus = readInteger(inner)
      const exponent = readInteger(inner)
      const octets = modulus[0] === 0 ? modulus.subarray(1) : modulus
      const bits = octets.length * 8 - Math.clz32(octets[0] ?? 0) + 24
      const positive = (modulus[0] ?? 0x80) < 0x80
      return positive && bits >= 2048 && bits <= 8192 && Buffer.from(exponent).toString('hex') === '010001'
    }),
  )
  return strong === true
}

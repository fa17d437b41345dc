import type { BundleJson } from '@pawl/testkit'
import { changed } from './scene.ts'

const tokenOf = ({ verificationMaterial }: BundleJson): Buffer => {
  const [stamp] = verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? []
  return Buffer.from(stamp?.signedTimestamp ?? '', 'base64')
}

/** The content of the token of a bundle, TSTInfo of RFC 3161: the OCTET STRING behind its OID. A view of a copy of the token. */
export function stampedContent(bundle: BundleJson): Buffer {
  return contentIn(tokenOf(bundle))
}

function contentIn(token: Buffer): Buffer {
  const oid = Buffer.from('060b2a864886f70d0109100104', 'hex')
  const octets = token.indexOf(0x04, token.indexOf(oid) + oid.length)
  // Less than 128 bytes, or less than 256 with one octet more.
  const long = token[octets + 1] === 0x81
  const start = octets + (long ? 3 : 2)
  return token.subarray(start, start + (token[octets + (long ? 2 : 1)] ?? 0))
}

/** A bundle with the token of another one, in which this is the content: as long as what was there, so that the DER stays whole. */
export function withContent(bundle: BundleJson, genuine: BundleJson, content: Buffer): object {
  const token = tokenOf(genuine)
  const place = contentIn(token)
  if (place.length !== content.length) throw new TypeError('the content has another length')
  content.copy(place)
  return changed(bundle, ({ verificationMaterial }) => {
    verificationMaterial.timestampVerificationData.rfc3161Timestamps = [{ signedTimestamp: token.toString('base64') }]
  })
}

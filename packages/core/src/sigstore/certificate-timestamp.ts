/** A SignedCertificateTimestamp of RFC 6962 3.2, as read. */
export interface SignedCertificateTimestamp {
  /** Lower-case hexadecimal. */
  readonly logId: string
  /** Eight bytes of milliseconds, as signed. */
  readonly timestamp: Uint8Array
  readonly extensions: Uint8Array
  /** HashAlgorithm and SignatureAlgorithm of RFC 5246 7.4.1.4.1. */
  readonly algorithm: readonly [number, number]
  readonly signature: Uint8Array
}

const MAX_TIMESTAMPS = 16

/** Reads a SignedCertificateTimestampList (RFC 6962 3.3) whole. Undefined if a byte is left over or missing. */
export function readTimestampList(list: Uint8Array): readonly SignedCertificateTimestamp[] | undefined {
  const inner = vectors(list)
  const [serialized] = inner ?? []
  const items = inner?.length === 1 && serialized !== undefined ? vectors(serialized) : undefined
  if (items === undefined || items.length > MAX_TIMESTAMPS) return undefined
  const timestamps = items.map(readTimestamp).filter((each) => each !== undefined)
  return timestamps.length === items.length ? timestamps : undefined
}

/** Byte strings, each with its length in two bytes in front. */
function vectors(bytes: Uint8Array): Uint8Array[] | undefined {
  const found: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const [high, low] = bytes.subarray(at, at + 2)
    if (high === undefined || low === undefined) return undefined
    const end = at + 2 + high * 256 + low
    if (end > bytes.length) return undefined
    found.push(bytes.subarray(at + 2, end))
    at = end
  }
  return found
}

const HEADER = 41
const V1 = 0

function readTimestamp(bytes: Uint8Array): SignedCertificateTimestamp | undefined {
  const [high, low] = bytes.subarray(HEADER, HEADER + 2)
  if (bytes[0] !== V1 || high === undefined || low === undefined) return undefined
  const signed = HEADER + 2 + high * 256 + low
  const [hash, algorithm] = bytes.subarray(signed, signed + 2)
  const [signature, ...more] = vectors(bytes.subarray(signed + 2)) ?? []
  if (hash === undefined || algorithm === undefined || signature === undefined || more.length > 0) return undefined
  return {
    logId: Buffer.from(bytes.subarray(1, 33)).toString('hex'),
    timestamp: bytes.subarray(33, HEADER),
    extensions: bytes.subarray(HEADER + 2, signed),
    algorithm: [hash, algorithm],
    signature,
  }
}

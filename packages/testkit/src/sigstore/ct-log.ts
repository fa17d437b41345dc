import { createHash } from 'node:crypto'
import { octetString } from '../der.ts'
import { type TestKey, testKey } from '../test-key.ts'
import { extension } from './certificate-extensions.ts'
import { type LogInstance, logInstance } from './log-instance.ts'
import type { TrustWindow } from './trust-window.ts'

/** A certificate transparency log, P-256. */
export interface CtLog {
  readonly key: TestKey
  /** RFC 6962 3.2: SHA-256 of the log's SubjectPublicKeyInfo. */
  readonly logId: Uint8Array
  readonly instance: LogInstance
}

export function ctLog(label: string, trusted: TrustWindow): CtLog {
  const key = testKey('p256')
  const logId = createHash('sha256').update(key.spki).digest()
  return { key, logId, instance: logInstance(`${label}.ctlog.fake-sigstore.test`, key, logId, trusted) }
}

export interface Precertificate {
  /** The TBS without the SCT list. */
  readonly tbs: Uint8Array
  readonly issuerSpki: Uint8Array
}

export interface TimestampSigner {
  readonly logId: Uint8Array
  readonly key: TestKey
}

/** RFC 6962 3.3: the SCT list, embedded in the certificate it speaks of. */
export function sctList(
  logs: readonly TimestampSigner[],
  precertificate: Precertificate,
  epochSeconds: number,
): Uint8Array {
  const scts = logs.map((log) => lengthPrefixed(2, certificateTimestamp(log, precertificate, epochSeconds)))
  return extension('1.3.6.1.4.1.11129.2.4.2', octetString(lengthPrefixed(2, Buffer.concat(scts))), false)
}

function certificateTimestamp(log: TimestampSigner, precertificate: Precertificate, epochSeconds: number): Uint8Array {
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(epochSeconds) * 1000n)
  const signature = log.key.sign(signedTimestamp(precertificate, time))
  const V1 = Buffer.from([0])
  const NO_EXTENSIONS = uint(2, 0)
  const SHA256_ECDSA = Buffer.from([4, 3])
  return Buffer.concat([V1, log.logId, time, NO_EXTENSIONS, SHA256_ECDSA, lengthPrefixed(2, signature)])
}

/** RFC 6962 3.2: the digitally-signed struct for a precert_entry. */
function signedTimestamp({ tbs, issuerSpki }: Precertificate, time: Uint8Array): Uint8Array {
  const V1_CERTIFICATE_TIMESTAMP = Buffer.from([0, 0])
  const PRECERT_ENTRY = uint(2, 1)
  const issuerKeyHash = createHash('sha256').update(issuerSpki).digest()
  const NO_EXTENSIONS = uint(2, 0)
  return Buffer.concat([
    V1_CERTIFICATE_TIMESTAMP,
    time,
    PRECERT_ENTRY,
    issuerKeyHash,
    lengthPrefixed(3, tbs),
    NO_EXTENSIONS,
  ])
}

function uint(bytes: number, value: number): Uint8Array {
  const out = Buffer.alloc(bytes)
  out.writeUIntBE(value, 0, bytes)
  return out
}

const lengthPrefixed = (lengthBytes: number, content: Uint8Array): Uint8Array =>
  Buffer.concat([uint(lengthBytes, content.length), content])

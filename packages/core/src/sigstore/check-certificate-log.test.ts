import { encodeStatement, fakeSigstore, githubIdentity } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, readJson } from '../bytes/strict-json.ts'
import { isRejection } from '../rejection-codes.ts'
import { parseCertificate } from '../x509/certificate.ts'
import { derElement } from '../x509/der-header.ts'
import { decodeDer } from '../x509/der-reader.ts'
import { checkCertificate, type IssuedLeaf } from './check-certificate.ts'
import { checkCertificateLog } from './check-certificate-log.ts'
import { parseTrustedRoot } from './trusted-root.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW })
const read = readJson(Buffer.from(JSON.stringify(sigstore.trustedRoot)))
const root = parseTrustedRoot(isInvalidJson(read) ? null : read)
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2'

function issuedLeaf(): IssuedLeaf {
  const identity = githubIdentity({ repository: 'acme/app' })
  const { verificationMaterial } = sigstore.bundle({ payload: encodeStatement({}), identity, signedAt: NOW })
  const certificate = parseCertificate(Buffer.from(verificationMaterial.certificate?.rawBytes ?? '', 'base64'))
  const issued = certificate && checkCertificate(certificate, root, [NOW])
  if (issued === undefined || isRejection(issued)) throw new TypeError('not issued')
  return issued
}

const issued = issuedLeaf()
/** The leaf with another SCT list; its own signature was checked before. */
function withList(bytes: Uint8Array): IssuedLeaf {
  const value = derElement(0x04, bytes)
  const extensions = new Map(issued.certificate.extensions).set(SCT_LIST, { critical: false, value, whole: value })
  return { ...issued, certificate: { ...issued.certificate, extensions } }
}

/** What is inside the extension of the good leaf. */
function goodList(): Buffer {
  const { value } = issued.certificate.extensions.get(SCT_LIST) ?? { value: Buffer.of() }
  return Buffer.from(decodeDer(value, (reader) => reader.element(0x04).content) ?? [])
}

describe('checkCertificateLog', () => {
  it('verifies a leaf when a log of the root stamped it', () => {
    expect(checkCertificateLog(issued, root)).toMatchObject({ certificateLogs: { size: 1 } })
    expect(checkCertificateLog(withList(goodList()), root)).toMatchObject({ certificateLogs: { size: 1 } })
  })

  it('demands nothing when the root has no certificate logs', () => {
    expect(isRejection(checkCertificateLog(withList(Buffer.of()), { ...root, certificateLogs: [] }))).toBe(false)
  })

  it.each([
    ['it is empty bytes', Buffer.of()],
    ['it lists nothing', Buffer.of(0, 0)],
    ['it lists an empty stamp', Buffer.of(0, 2, 0, 0)],
    ['a byte is missing', goodList().subarray(0, -1)],
    ['a byte follows', Buffer.concat([goodList(), Buffer.of(0)])],
    ['a list follows', Buffer.concat([goodList(), goodList()])],
    ['a byte of the signature is another', flipped(-1)],
    ['the log is another', flipped(8)],
    ['the time is another', flipped(44)],
  ])('rejects a list when %s: sct-invalid', (_, bytes) => {
    expect(checkCertificateLog(withList(bytes), root)).toMatchObject({ code: 'sct-invalid' })
  })

  it('rejects a leaf without a list: sct-invalid', () => {
    const extensions = new Map([...issued.certificate.extensions].filter(([oid]) => oid !== SCT_LIST))
    const bare = { ...issued, certificate: { ...issued.certificate, extensions } }
    expect(checkCertificateLog(bare, root)).toMatchObject({ code: 'sct-invalid' })
  })
})

function flipped(at: number): Buffer {
  const bytes = Buffer.from(goodList())
  const index = at < 0 ? bytes.length + at : at
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return bytes
}

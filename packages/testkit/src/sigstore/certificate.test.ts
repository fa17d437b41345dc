import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fakeSigstore } from './fake-sigstore.ts'
import type { Forgery } from './forgery.ts'
import { githubIdentity, type Identity } from './identity.ts'

const NOW = 1_790_000_000
const payload = Buffer.from('{}')
const sigstore = fakeSigstore({ now: NOW })
const read = (rawBytes = ''): X509Certificate => new X509Certificate(Buffer.from(rawBytes, 'base64'))
const chains = [...sigstore.trustedRoot.certificateAuthorities, ...sigstore.trustedRoot.timestampAuthorities]

const leafOf = (forge?: Forgery, identity: Identity = githubIdentity({ repository: 'acme/app' })): X509Certificate => {
  const bundle = sigstore.bundle({ payload, identity, signedAt: NOW, ...(forge === undefined ? {} : { forge }) })
  return read(bundle.verificationMaterial.certificate?.rawBytes)
}

// OpenSSL, by way of node:crypto, is a second reader beside the library.
describe('certificates, by OpenSSL', () => {
  it.each(chains)('verifies the chain when it is $subject.commonName', ({ certChain }) => {
    const [signer, root] = certChain.certificates.map(({ rawBytes }) => read(rawBytes))
    expect(signer?.checkIssued(root as X509Certificate)).toBe(true)
    expect(signer?.verify((root as X509Certificate).publicKey)).toBe(true)
    expect(root?.verify(root.publicKey)).toBe(true)
    expect(root?.ca).toBe(true)
  })

  it('verifies the leaf under the intermediate when nothing is forged', () => {
    const leaf = leafOf()
    const intermediate = read(sigstore.trustedRoot.certificateAuthorities.at(-1)?.certChain.certificates[0]?.rawBytes)
    expect(leaf.checkIssued(intermediate)).toBe(true)
    expect(leaf.verify(intermediate.publicKey)).toBe(true)
    expect(leaf.subjectAltName).toBe('URI:https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main')
    // extKeyUsage codeSigning.
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.3'])
    expect(leaf.ca).toBe(false)
    expect(leaf.validFromDate.getTime()).toBe(NOW * 1000)
    expect(leaf.validToDate.getTime()).toBe((NOW + 600) * 1000)
  })

  it('shows the one fault when the leaf is forged', () => {
    expect(leafOf('leaf-without-eku').keyUsage).toBeUndefined()
    expect(leafOf('leaf-server-auth-only').keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(leafOf('leaf-is-ca').ca).toBe(true)
    expect(leafOf('leaf-two-sans').subjectAltName?.match(/URI:/g)).toHaveLength(2)
    expect(leafOf('leaf-validity-too-long').validToDate.getTime()).toBe((NOW + 7200) * 1000)
    const intermediate = read(sigstore.trustedRoot.certificateAuthorities.at(-1)?.certChain.certificates[0]?.rawBytes)
    const stranger = leafOf('leaf-by-stranger')
    expect([stranger.checkIssued(intermediate), stranger.verify(intermediate.publicKey)]).toEqual([true, false])
  })

  it.each([
    ['email', 'dev@acme.test', 'email:dev@acme.test'],
    // OpenSSL does not print other names of an OID it does not know.
    ['other', 'user!acme.test', 'othername:<unsupported>'],
  ] as const)('names the signer when the SAN is of kind %s', (sanKind, san, expected) => {
    const leaf = leafOf(undefined, { san, sanKind, issuer: 'https://accounts.test' })
    expect(leaf.subjectAltName).toBe(expected)
    expect(leaf.raw.includes(san)).toBe(true)
  })
})

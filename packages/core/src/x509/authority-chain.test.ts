import { encodeStatement, fakeSigstore, githubIdentity } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isChainCurrent, isIssuedBy, linkAuthorities } from './authority-chain.ts'
import { type Certificate, parseCertificate } from './certificate.ts'

const sigstore = fakeSigstore({ now: 1_790_000_000 })
const bundle = sigstore.bundle({ payload: encodeStatement({}), identity: githubIdentity({ repository: 'acme/app' }) })

function read(base64 = ''): Certificate {
  const certificate = parseCertificate(Buffer.from(base64, 'base64'))
  if (certificate === undefined) throw new TypeError('not a certificate')
  return certificate
}

const leaf = read(bundle.verificationMaterial.certificate?.rawBytes)
const chains = sigstore.trustedRoot.certificateAuthorities.map(({ certChain }) =>
  certChain.certificates.map(({ rawBytes }) => read(rawBytes)),
)
const isMain = ([first]: readonly Certificate[]): boolean => Buffer.from(leaf.issuer).equals(first?.subject ?? leaf.raw)
const [intermediate = leaf, anchor = leaf] = chains.find(isMain) ?? []
const [stranger = leaf] = chains.find((chain) => !isMain(chain)) ?? []

describe('linkAuthorities', () => {
  it('links an intermediate to its anchor, and an intermediate alone', () => {
    expect(linkAuthorities([intermediate, anchor], 'code-signing')?.all).toHaveLength(2)
    expect(linkAuthorities([intermediate], 'code-signing')?.issuing.certificate).toBe(intermediate)
  })

  it.each([
    ['it is empty', []],
    ['a leaf stands among the authorities', [leaf, intermediate, anchor]],
    ['it is a leaf', [leaf]],
    ['it is in the wrong order', [anchor, intermediate]],
    ['the anchor is another', [intermediate, stranger]],
    ['an anchor that names itself did not sign itself', [{ ...anchor, signature: intermediate.signature }]],
    [
      'its path is longer than the intermediate allows',
      [intermediate, { ...intermediate, uses: { ...intermediate.uses, pathLength: 0 } }, anchor],
    ],
  ])('refuses a chain when %s', (_, chain) => {
    expect(linkAuthorities(chain, 'code-signing')).toBeUndefined()
  })

  it('refuses a chain for another purpose', () => {
    const purposes = { critical: false, purposes: ['1.3.6.1.5.5.7.3.3'] }
    const codeSigning = { ...intermediate, uses: { ...intermediate.uses, extendedKeyUsage: purposes } }
    expect(linkAuthorities([codeSigning, anchor], 'code-signing')).toBeDefined()
    expect(linkAuthorities([codeSigning, anchor], 'time-stamping')).toBeUndefined()
  })
})

describe('isIssuedBy', () => {
  const issuing = linkAuthorities([intermediate, anchor], 'code-signing')?.issuing

  it('wants the name and the signature', () => {
    expect(issuing && isIssuedBy(leaf, issuing)).toBe(true)
    expect(issuing && isIssuedBy({ ...leaf, issuer: anchor.subject }, issuing)).toBe(false)
    expect(issuing && isIssuedBy({ ...leaf, signature: intermediate.signature }, issuing)).toBe(false)
    expect(issuing && isIssuedBy({ ...leaf, tbs: intermediate.tbs }, issuing)).toBe(false)
  })

  it('wants the scheme to fit the key: the message does not choose', () => {
    expect(issuing && isIssuedBy({ ...leaf, scheme: { family: 'rsa', hash: leaf.scheme.hash } }, issuing)).toBe(false)
  })
})

describe('isChainCurrent', () => {
  it('wants every authority valid, both ends included, and no NaN', () => {
    const chain = linkAuthorities([{ ...intermediate, notAfter: intermediate.notBefore + 10 }, anchor], 'code-signing')
    const from = intermediate.notBefore
    const answers = [from - 1, from, from + 10, from + 11, Number.NaN].map(
      (time) => chain && isChainCurrent(chain, time),
    )
    expect(answers).toEqual([false, true, true, false, false])
  })
})

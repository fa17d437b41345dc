import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { describe, expect, it } from 'vitest'
import { encodeStatement, statement } from '../statement.ts'
import { type HashName, type KeyKind, type TestKey, testKey } from '../test-key.ts'
import type { BundleVersion, KeylessRequest, LogChoice } from './bundle-request.ts'
import { type BundleJson, type FakeSigstore, fakeSigstore } from './fake-sigstore.ts'
import { githubIdentity } from './identity.ts'

const NOW = 1_790_000_000
const payload = encodeStatement(
  statement({ subject: [{ digest: { sha256: 'ab'.repeat(32) } }], predicateType: 'https://test/p', predicate: {} }),
)
const identity = githubIdentity({ repository: 'acme/app' })
const sigstore = fakeSigstore({ now: NOW })

interface Thresholds {
  readonly logs: number
  readonly scts: number
  readonly times?: number
}

/** The library's answer, with its thresholds at what a caller of this kind of bundle would set. */
function verified(by: FakeSigstore, bundle: BundleJson, { logs, scts, times }: Thresholds, key?: TestKey) {
  const hint = bundle.verificationMaterial.publicKey?.hint
  const keys = key && hint ? { [hint]: publicKeyMessage(key) } : {}
  const trust = toTrustMaterial(TrustedRoot.fromJSON(by.trustedRoot), keys)
  const verifier = new Verifier(trust, {
    tlogThreshold: logs,
    ctlogThreshold: scts,
    timestampThreshold: times ?? (key ? 0 : 1),
  })
  return verifier.verify(toSignedEntity(bundleFromJSON(bundle), Buffer.from(payload)))
}

const publicKeyMessage = (key: TestKey) => ({ rawBytes: Buffer.from(key.spki), keyDetails: 0, validFor: undefined })

const versions: readonly BundleVersion[] = ['0.1', '0.2', '0.3']
const logs: readonly LogChoice[] = ['rekor1-dsse', 'rekor1-intoto', 'rekor2', 'none']
const kinds = versions
  .flatMap((version) => logs.map((log) => ({ version, log })))
  .filter(({ version, log }) => !(version === '0.1' && log === 'rekor2'))
const timed = kinds.flatMap((kind) =>
  kind.log.startsWith('rekor1')
    ? [true, false].map((timestamp) => ({ ...kind, timestamp }))
    : [{ ...kind, timestamp: true }],
)

describe('fakeSigstore, keyless', () => {
  it.each(timed)('verifies by the library when v$version, log $log, timestamp $timestamp', (kind) => {
    for (let run = 0; run < 12; run += 1) {
      const bundle = sigstore.bundle({ payload, identity, ...kind, signedAt: NOW - run })
      const signer = verified(sigstore, bundle, { logs: kind.log === 'none' ? 0 : 1, scts: 1 })
      expect(signer.identity?.subjectAlternativeName).toBe(identity.san)
      expect(signer.identity?.extensions?.issuer).toBe(identity.issuer)
    }
  })

  it('verifies by the library when a v0.1 bundle has a promise and no proof', () => {
    const bundle = sigstore.bundle({ payload, identity, version: '0.1', proof: false })
    expect(bundle.verificationMaterial.tlogEntries?.[0]).not.toHaveProperty('inclusionProof')
    expect(verified(sigstore, bundle, { logs: 1, scts: 1 }).identity?.subjectAlternativeName).toBe(identity.san)
  })

  it('verifies by the library when the SAN is an e-mail address', () => {
    const email = { san: 'dev@acme.test', sanKind: 'email', issuer: 'https://accounts.test' } as const
    const signer = verified(sigstore, sigstore.bundle({ payload, identity: email }), { logs: 1, scts: 1 })
    expect(signer.identity?.subjectAlternativeName).toBe(email.san)
  })

  it.each([
    { issuerIn: 'v1', issuer: 'https://accounts.test' },
    { issuerIn: 'v2', issuer: 'https://accounts.test' },
  ] as const)('writes the issuer to its one extension when issuerIn is $issuerIn', (only) => {
    const request: KeylessRequest = { payload, identity: { san: 'https://x.test/a', ...only } }
    const signer = verified(sigstore, sigstore.bundle(request), { logs: 1, scts: 1 })
    expect(signer.identity?.extensions?.issuer).toBe(only.issuer)
    const issuerOids = signer.identity?.oids
      ?.map(({ oid }) => oid?.id.join('.'))
      .filter((oid) => oid?.match(/264\.1\.[18]$/))
    expect(issuerOids).toHaveLength(1)
  })

  it.each(['p256', 'p384'] as const)('verifies many tokens by the library when the TSA signs with %s', (curve) => {
    for (const hash of ['sha256', 'sha384', 'sha512'] satisfies HashName[]) {
      const other = fakeSigstore({ now: NOW, treeLeaves: 1, timestampAuthority: { curve, hash } })
      for (let run = 0; run < 25; run += 1) {
        const bundle = other.bundle({ payload, identity, log: 'none', signedAt: NOW - 60 * run })
        expect(() => verified(other, bundle, { logs: 0, scts: 1 })).not.toThrow()
      }
    }
  })

  it.each([1, 2, 3, 8, 100])('verifies every entry by the library when the log begins with %i leaves', (treeLeaves) => {
    const other = fakeSigstore({ now: NOW, treeLeaves })
    for (const log of ['rekor1-dsse', 'rekor2'] satisfies LogChoice[]) {
      for (let run = 0; run < 12; run += 1) {
        expect(() => verified(other, other.bundle({ payload, identity, log }), { logs: 1, scts: 1 })).not.toThrow()
      }
    }
  })

  it('verifies by the library with two logs, certificate logs and timestamp authorities, and has no second unless told', () => {
    const two = fakeSigstore({ now: NOW, second: true })
    const both = { loggedBy: ['main', 'second'], stampedBy: ['second', 'main'], sctsBy: ['main', 'second'] } as const
    for (const log of ['rekor1-dsse', 'rekor2'] satisfies LogChoice[]) {
      const bundle = two.bundle({ payload, identity, log, timestamp: true, ...both })
      expect(() => verified(two, bundle, { logs: 2, scts: 2, times: 2 })).not.toThrow()
      const one = two.bundle({ payload, identity, log, timestamp: true })
      expect(() => verified(two, one, { logs: 2, scts: 1 })).toThrow()
      expect(() => verified(two, one, { logs: 1, scts: 2 })).toThrow()
    }
    expect(() => sigstore.bundle({ payload, identity, loggedBy: ['second'] })).toThrow(TypeError)
  })

  it('refuses to plan a bundle when no client writes its like', () => {
    expect(() => sigstore.bundle({ payload, identity, version: '0.1', log: 'rekor2' })).toThrow(TypeError)
    expect(() => sigstore.bundle({ payload, identity, version: '0.3', proof: false })).toThrow(TypeError)
  })
})

describe('fakeSigstore, by key', () => {
  const signers = [
    ...kinds.map((kind) => ({ ...kind, keyKind: 'p256' as KeyKind })),
    ...(['ed25519', 'p384', 'p521', 'rsa'] as const).flatMap((keyKind) => [
      { version: '0.3' as const, log: 'rekor1-dsse' as const, keyKind },
      { version: '0.3' as const, log: 'rekor2' as const, keyKind },
      { version: '0.3' as const, log: 'none' as const, keyKind },
    ]),
  ]

  it.each(signers)('verifies by the library when v$version, log $log, key $keyKind', ({ keyKind, ...kind }) => {
    const key = testKey(keyKind)
    for (const timestamp of [true, false]) {
      const bundle = sigstore.keyBundle({ payload, key, ...kind, timestamp })
      expect(() => verified(sigstore, bundle, { logs: kind.log === 'none' ? 0 : 1, scts: 0 }, key)).not.toThrow()
    }
  })

  it('refuses by the library when the key is another', () => {
    const bundle = sigstore.keyBundle({ payload, key: testKey('p256') })
    expect(() => verified(sigstore, bundle, { logs: 1, scts: 0 }, testKey('p256'))).toThrow()
  })
})

import { createHash } from 'node:crypto'
import type { FetchedEvidence } from '@pawl/core'
import {
  type BundleJson,
  type EvidenceRequest,
  type Forgery,
  fakeSigstore,
  type Json,
  type KeylessRequest,
  type Party,
} from '@pawl/testkit'
import { expect, it } from 'vitest'
import {
  CLAIM,
  changed,
  EC_KEY,
  GITHUB,
  type Given,
  KEY,
  LOGGED,
  layered,
  NOW,
  payloadOf,
  sigstore,
  trustWith,
  verdict,
} from './scene.ts'

const payload = payloadOf()
const keyless = (more: Partial<EvidenceRequest> = {}): BundleJson =>
  sigstore.bundle({ payload, identity: GITHUB, ...more })
const asLayer = (more: Partial<EvidenceRequest> = {}): FetchedEvidence => layered(keyless({ version: '0.1', ...more }))

/** One request in every form that has a log entry. */
const FORMS: readonly (readonly [string, (more?: Partial<EvidenceRequest>) => Given])[] = [
  ...LOGGED.map(([name, kind]) => [name, (more = {}) => keyless({ ...kind, ...more })] as const),
  ['a bundle by key', (more = {}) => sigstore.keyBundle({ payload, key: EC_KEY, ...more })],
  ['a bundle by key, Rekor v2', (more = {}) => sigstore.keyBundle({ payload, key: EC_KEY, log: 'rekor2', ...more })],
  ['a layer of cosign', asLayer],
  ['a layer of cosign, intoto', (more = {}) => asLayer({ log: 'rekor1-intoto', ...more })],
  ['v0.3 Rekor v2, an entry of a whole envelope', wholeEnvelope],
]
/** Rekor v2 takes envelopes whole as well (dsse 0.0.2): the same signature, and the digest of the payload. */
function wholeEnvelope(more: Partial<EvidenceRequest> = {}): BundleJson {
  const recorded = more.forge === 'log-entry-of-other-payload' ? Buffer.from('another') : payload
  const digest = createHash('sha256').update(recorded).digest('base64')
  const logged = (honest: Json): Json => {
    const { spec } = honest as { spec: { hashedRekordV002: { signature: Json } } }
    const dsseV002 = { payloadHash: { algorithm: 'SHA2_256', digest }, signatures: [spec.hashedRekordV002.signature] }
    return { apiVersion: '0.0.2', kind: 'dsse', spec: { dsseV002 } }
  }
  return changed(keyless({ log: 'rekor2', ...more, logged }), ({ verificationMaterial: { tlogEntries } }) => {
    tlogEntries[0].kindVersion.kind = 'dsse'
  })
}
const inEveryForm = (forge: Forgery, code: string): void => {
  for (const [form, make] of FORMS) {
    expect([verdict(make()), verdict(make({ forge }))], form).toStrictEqual([CLAIM, code])
  }
}

it('C21 a good log entry that is stapled to another signature', () => {
  for (const [form, make] of FORMS) {
    const [one, two] = [make(), make()] as [BundleJson & FetchedEvidence, BundleJson & FetchedEvidence]
    const stapled =
      one.attachment === undefined
        ? changed(one, (each) => (each.verificationMaterial.tlogEntries = two.verificationMaterial.tlogEntries))
        : { ...one, attachment: { ...one.attachment, logEntry: two.attachment?.logEntry } }
    expect([verdict(one), verdict(two), verdict(stapled)], form).toStrictEqual([CLAIM, CLAIM, 'log-entry-mismatch'])
  }
  // The oldest entries hold a hash of the whole layer, and nothing else of it.
  const [one, two] = [asLayer({ log: 'rekor1-intoto-0.0.1' }), asLayer({ log: 'rekor1-intoto-0.0.1' })]
  expect(verdict(one)).toBe(CLAIM)
  expect(verdict({ ...one, bytes: two.bytes })).toBe('log-entry-mismatch')
})

it('C22 an entry that holds another signature over the same payload by the same key', () =>
  inEveryForm('log-entry-of-other-signature', 'log-entry-mismatch'))

it('C23 the binding of signature, payload and key on every path alike', () => {
  const FORGERIES = [
    'log-entry-of-other-signature',
    'log-entry-of-other-payload',
    'log-entry-of-other-certificate',
  ] as const
  const codes = FORMS.flatMap(([, make]) => FORGERIES.map((forge) => verdict(make({ forge }))))
  expect(FORMS.map(([, make]) => verdict(make()))).toStrictEqual(FORMS.map(() => CLAIM))
  expect(new Set(codes)).toStrictEqual(new Set(['log-entry-mismatch']))
  expect(codes).toHaveLength(12 * 3)
})

it('C24 an entry of another payload', () => inEveryForm('log-entry-of-other-payload', 'log-entry-mismatch'))

it('C25 entries of which one has the key and the other the payload, as a search finds them', () => {
  const entryOf = (bundle: BundleJson): unknown => bundle.verificationMaterial.tlogEntries?.[0]
  const honest = sigstore.keyBundle({ payload, key: KEY })
  const ofKey = entryOf(sigstore.keyBundle({ payload: payloadOf({ predicate: {} }), key: KEY }))
  const ofPayload = entryOf(sigstore.keyBundle({ payload, key: EC_KEY }))
  const withEntries = (...entries: readonly unknown[]): string =>
    verdict(changed(honest, (each) => (each.verificationMaterial.tlogEntries = entries)))
  expect(withEntries(entryOf(honest))).toBe(CLAIM)
  expect(withEntries(ofKey)).toBe('log-entry-mismatch')
  expect(withEntries(ofPayload)).toBe('log-entry-mismatch')
  expect(withEntries(ofKey, ofPayload)).toBe('log-entry-mismatch')
  expect(withEntries(entryOf(honest), ofPayload)).toBe('log-entry-mismatch')
})

it('C26 an entry that was made with another certificate or key', () => {
  inEveryForm('log-entry-of-other-certificate', 'log-entry-mismatch')
  // No verifier at all, an empty one, and a second one beside it.
  const DSSE = [/"verifier":"[^"]*"/.source, '"verifier":""', '"verifier":null', '"other":1']
  const V2 = [/"verifier":\{/.source, '"verifier":{"publicKey":{},', '"other":{']
  for (const [kind, [pattern = '', ...others]] of [
    ['v0.3 dsse', DSSE],
    ['v0.3 Rekor v2', V2],
  ] as const) {
    const make = FORMS.find(([name]) => name === kind)?.[1] ?? keyless
    for (const other of others) {
      const logged: EvidenceRequest['logged'] = (honest) =>
        JSON.parse(JSON.stringify(honest).replace(new RegExp(pattern), other))
      const evidence = make({ logged })
      expect(verdict(make({ logged: (honest) => honest })), kind).toBe(CLAIM)
      expect(verdict(evidence), `${kind}: ${other}`).toBe('log-entry-mismatch')
    }
  }
})

it('C33 two entries of one log, and one entry twice, where two witnesses are wanted', () => {
  const two = fakeSigstore({ now: NOW, second: true })
  const files = { two: JSON.stringify(two.trustedRoot) }
  const requiring = (require: object) => trustWith({ roots: [{ name: 'r', trustedRoot: 'two', require }] }, files)
  const made = (more: Partial<KeylessRequest>): BundleJson =>
    two.bundle({ payload, identity: GITHUB, timestamp: true, ...more })
  const WITNESSES = [
    ['logs', (by: readonly Party[]) => made({ loggedBy: by })],
    ['timestamps', (by: readonly Party[]) => made({ stampedBy: by })],
    ['certificateLogs', (by: readonly Party[]) => made({ sctsBy: by })],
  ] as const
  for (const [member, by] of WITNESSES) {
    const [trust, one] = [requiring({ [member]: 2 }), requiring({ [member]: 1 })]
    expect(verdict(by(['main', 'second']), { trust }), member).toBe(CLAIM)
    expect(verdict(by(['main', 'main']), { trust }), member).toBe('threshold-unmet')
    expect(verdict(by(['main']), { trust }), member).toBe('threshold-unmet')
    expect(verdict(by(['main', 'main']), { trust: one }), member).toBe(CLAIM)
  }
  // The very same entry and the very same stamp a second time are padding.
  const honest = made({ loggedBy: ['main', 'second'] })
  const trust = requiring({ logs: 2 })
  const repeated = changed(honest, ({ verificationMaterial: { tlogEntries } }) => {
    tlogEntries[1] = tlogEntries[0]
  })
  expect([verdict(honest, { trust }), verdict(repeated, { trust })]).toStrictEqual([CLAIM, 'bundle-malformed'])
})

import {
  type Attachment,
  type FetchedEvidence,
  isRejection,
  loadTrust,
  pinSubject,
  type Subject,
  type TrustConfiguration,
  type VerifiedImage,
  verifyImage,
} from '@pawl/core'
import {
  type BundleJson,
  cosignLayer,
  type EnvelopeSigner,
  type EvidenceRequest,
  encodeEnvelope,
  encodeStatement,
  type FakeSigstore,
  fakeSigstore,
  githubIdentity,
  type Identity,
  SLSA_PROVENANCE_V1,
  signEnvelope,
  slsaProvenanceV1,
  statement,
  type TestKey,
  testKey,
} from '@pawl/testkit'

/** 2026-01-02T00:00:00Z, a day after the sample predicates. */
export const NOW = 1_767_312_000
export const HEX: string = 'a'.repeat(64)
export const DIGEST: string = `sha256:${HEX}`
export const sigstore: FakeSigstore = fakeSigstore({ now: NOW })
export const KEY: TestKey = testKey('ed25519')
export const EC_KEY: TestKey = testKey('p256')
export const STRANGER: TestKey = testKey('ed25519')
export const GITHUB: Identity = githubIdentity({ repository: 'acme/app' })
const NOT_THERE = new Uint8Array()

const FILES: Readonly<Record<string, string>> = {
  key: KEY.publicPem,
  ec: EC_KEY.publicPem,
  stranger: STRANGER.publicPem,
  root: JSON.stringify(sigstore.trustedRoot),
}

/** Who is trusted in this house. `keyed` may say what is asked about most; `scanner` may not. */
const ATTESTERS: readonly object[] = [
  { name: 'ci', keyless: [{ root: 'r', issuer: GITHUB.issuer, identity: GITHUB.san }], claims: ['provenance'] },
  { name: 'keyed', keys: [{ file: 'key' }, { file: 'ec' }], claims: ['provenance', 'review', 'vulnerability-scan'] },
]

/** A trust configuration, read as an operator's would be. `spec` replaces members; `files` adds what it names. */
export function trustWith(spec: object, files: Readonly<Record<string, string>> = {}): TrustConfiguration {
  const written = { roots: [{ name: 'r', trustedRoot: 'root' }], attesters: ATTESTERS, ...spec }
  return loadTrust(
    { apiVersion: 'pawl.dev/v1', kind: 'TrustConfiguration', metadata: { name: 't', revision: 1 }, spec: written },
    { file: (path) => Buffer.from(files[path] ?? FILES[path] ?? ''), publicGood: () => NOT_THERE },
  )
}
export const TRUST: TrustConfiguration = trustWith({})
export const SUBJECT: Subject = pinSubject(DIGEST, new Map())

/** The bytes of a statement about the artifact in question; `change` replaces members of it. */
export function payloadOf(change: object = {}): Uint8Array {
  const honest = statement({
    subject: [{ digest: { sha256: HEX } }],
    predicateType: SLSA_PROVENANCE_V1,
    predicate: slsaProvenanceV1(),
  })
  return encodeStatement({ ...honest, ...change })
}

export interface Asked {
  readonly trust: TrustConfiguration
  readonly subject: Subject
  /** The real one, or that of a copy with a fault in it. */
  readonly verify: typeof verifyImage
}
const ASKED: Asked = { trust: TRUST, subject: SUBJECT, verify: verifyImage }

/** What of evidence the attack is made: bytes, JSON, or what a source gives. */
export type Given = Uint8Array | object
const fetched = (given: Given): FetchedEvidence => {
  if (given instanceof Uint8Array) return { source: 'attack', bytes: given }
  return 'source' in given
    ? (given as FetchedEvidence)
    : { source: 'attack', bytes: Buffer.from(JSON.stringify(given)) }
}

/** All that comes of evidence, by the door that every caller takes. */
export function judge(evidence: readonly Given[], asked: Partial<Asked> = {}): VerifiedImage {
  const { trust, subject, verify } = { ...ASKED, ...asked }
  return verify(evidence.map(fetched), subject, trust, { verifiedAt: NOW, validUntil: NOW + 300 })
}

/** One piece of evidence: the type of the claim that came of it, or the code of the rejection, and then nothing came of it. */
export function verdict(evidence: Given, asked: Partial<Asked> = {}): string {
  const { findings, summary } = judge([evidence], asked)
  const [finding, ...more] = findings
  if (finding === undefined || more.length > 0) throw new Error(`${findings.length} findings of one piece of evidence`)
  const expected = isRejection(finding.result) ? 0 : 1
  if (summary.claims.length !== expected) throw new Error(`${summary.claims.length} claims, not ${expected}`)
  return isRejection(finding.result) ? finding.result.code : `claim ${finding.result.type}`
}

/** That something came of it. */
export const CLAIM = 'claim provenance'

/** A bare envelope. */
export function signed(payload: Uint8Array = payloadOf(), ...signers: readonly EnvelopeSigner[]): Uint8Array {
  return encodeEnvelope(signEnvelope({ payload, signers: signers.length === 0 ? [{ key: KEY }] : signers }))
}
export function typed(payloadType: string, payload: Uint8Array = payloadOf()): Uint8Array {
  return encodeEnvelope(signEnvelope({ payload, payloadType, signers: [{ key: KEY }] }))
}

/** A bundle as cosign wrote it before there were bundles, as a source gives it. */
export function layered(bundle: BundleJson): FetchedEvidence {
  const { bytes, annotations } = cosignLayer(bundle)
  const attachment: Attachment = Object.fromEntries(
    LAYER_MEMBERS.flatMap(([member, name]) => {
      const text = annotations[`dev.sigstore.cosign/${name}`]
      return text === undefined ? [] : [[member, text]]
    }),
  )
  return { source: 'layer', bytes, attachment }
}
const LAYER_MEMBERS = [
  ['certificate', 'certificate'],
  ['chain', 'chain'],
  ['logEntry', 'bundle'],
  ['timestamp', 'rfc3161timestamp'],
] as const

/** Every way of signing that is taken, with the name of it. `more` goes into each request of a bundle. */
export function everyForm(
  payload: Uint8Array = payloadOf(),
  more: Partial<EvidenceRequest> = {},
): readonly (readonly [string, Given])[] {
  const { payloadType = 'application/vnd.in-toto+json' } = more
  const request = { payload, identity: GITHUB, ...more }
  return [
    ['an envelope', typed(payloadType, payload)],
    ['a bundle by key', sigstore.keyBundle({ payload, key: EC_KEY, log: 'none', ...more })],
    ['a logged bundle by key', sigstore.keyBundle({ payload, key: EC_KEY, ...more })],
    ...LOGGED.map(([name, kind]) => [name, sigstore.bundle({ ...request, ...kind })] as const),
    ['a layer of cosign', layered(sigstore.bundle({ ...request, version: '0.1' }))],
  ]
}

/** Every kind of keyless bundle that has a log entry. */
export const LOGGED = [
  ['v0.1 dsse with its promise alone', { version: '0.1', log: 'rekor1-dsse', proof: false }],
  ['v0.1 intoto', { version: '0.1', log: 'rekor1-intoto' }],
  ['v0.2 dsse', { version: '0.2', log: 'rekor1-dsse' }],
  ['v0.2 intoto', { version: '0.2', log: 'rekor1-intoto' }],
  ['v0.3 dsse', { version: '0.3', log: 'rekor1-dsse' }],
  ['v0.3 dsse with a timestamp', { version: '0.3', log: 'rekor1-dsse', timestamp: true }],
  ['v0.3 Rekor v2', { version: '0.3', log: 'rekor2' }],
] as const satisfies readonly (readonly [string, Partial<EvidenceRequest>])[]

/** A copy with one change. */
// biome-ignore lint/suspicious/noExplicitAny: a tree of JSON that an attacker changes anywhere
export function changed(value: object, change: (copy: any) => void): any {
  const copy = JSON.parse(JSON.stringify(value))
  change(copy)
  return copy
}

import {
  type BundleJson,
  type CosignLayer,
  cosignLayer,
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  type KeylessRequest,
  SLSA_PROVENANCE_V1,
  slsaProvenanceV1,
  statement,
  testKey,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'
import type { TrustConfiguration } from '../trust/trust-configuration.ts'
import { discoverSigners } from '../verification/discover-signers.ts'
import type { Attachment } from '../verification/evidence.ts'

const NOW = 1_790_000_000
const HEX = 'ab'.repeat(32)
const sigstore = fakeSigstore({ now: NOW })
const withoutLogs = { ...sigstore.trustedRoot, tlogs: [] }
const identity = githubIdentity({ repository: 'acme/app' })
const payload = encodeStatement(
  statement({
    subject: [{ digest: { sha256: HEX } }],
    predicateType: SLSA_PROVENANCE_V1,
    predicate: slsaProvenanceV1(),
  }),
)
const key = testKey('p256')

function trusting(root: object): TrustConfiguration {
  const spec = {
    roots: [{ name: 'root', trustedRoot: 'root.json' }],
    attesters: [{ name: 'team', keys: [{ file: 'team.pub' }], claims: ['provenance'] }],
  }
  const files: Readonly<Record<string, string>> = { 'root.json': JSON.stringify(root), 'team.pub': key.publicPem }
  return loadTrust(
    { apiVersion: 'pawl.dev/v1', kind: 'TrustConfiguration', metadata: { name: 'test', revision: 1 }, spec },
    { file: (name) => Buffer.from(files[name] ?? ''), publicGood: () => Buffer.of() },
  )
}

const NAMES: Readonly<Record<keyof Attachment, string>> = {
  certificate: 'dev.sigstore.cosign/certificate',
  chain: 'dev.sigstore.cosign/chain',
  logEntry: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
}

function attached({ annotations }: CosignLayer): Attachment {
  const found = Object.entries(NAMES).map(([member, name]) => [member, annotations[name]] as const)
  return Object.fromEntries(found.filter(([, text]) => text !== undefined))
}

/** `keyless`, `key`, or why there is nobody. */
function signer(bytes: Uint8Array, attachment: Attachment, root: object = sigstore.trustedRoot): string {
  const evidence = { source: 'test', bytes, attachment }
  const [found] = discoverSigners(evidence, pinSubject(`sha256:${HEX}`, new Map()), trusting(root), NOW)
  if (found === undefined) throw new TypeError('no answer')
  return isRejection(found) ? found.code : found.signer.kind
}

const legacy = (varied: Partial<KeylessRequest> = {}): BundleJson =>
  sigstore.bundle({ payload, identity, version: '0.1', proof: false, ...varied })
const layer = cosignLayer(legacy())
const attachment = attached(layer)

function judged(bundle: BundleJson): string {
  const made = cosignLayer(bundle)
  return signer(made.bytes, attached(made))
}

describe('an envelope with what cosign wrote beside it', () => {
  it.each(['rekor1-dsse', 'rekor1-intoto', 'rekor1-intoto-0.0.1'] as const)(
    'verifies when it was logged as %s',
    (log) => {
      expect(judged(legacy({ log }))).toBe('keyless')
    },
  )

  it('needs the promise of the log: without it there is no time and no log', () => {
    const { logEntry: _, ...rest } = attachment
    expect(signer(layer.bytes, attachment)).toBe('keyless')
    expect(signer(layer.bytes, rest)).toBe('log-entry-missing')
  })

  it.each([
    ['set-by-stranger', 'log-entry-invalid'],
    ['set-over-other-time', 'log-entry-invalid'],
    ['log-entry-of-other-signature', 'log-entry-mismatch'],
    ['log-entry-of-other-payload', 'log-entry-mismatch'],
    ['log-entry-of-other-certificate', 'log-entry-mismatch'],
    ['leaf-by-stranger', 'certificate-untrusted'],
    ['integrated-time-outside-leaf', 'certificate-outside-validity'],
    ['sct-missing', 'sct-invalid'],
    ['signature-by-other-key', 'signature-invalid'],
  ] as const)('is bound like a bundle (C23): %s is %s', (forge, code) => {
    expect(judged(legacy({ forge }))).toBe(code)
  })

  it('takes no entry of another layer (C21)', () => {
    const other = attached(cosignLayer(legacy({ log: 'rekor1-intoto-0.0.1' })))
    expect(signer(layer.bytes, { ...attachment, logEntry: other.logEntry ?? '' })).toBe('log-entry-mismatch')
  })

  it('refuses an oldest entry when a byte of the layer is another: its hash is all that binds it', () => {
    const first = cosignLayer(legacy({ log: 'rekor1-intoto-0.0.1' }))
    const spaced = Buffer.concat([first.bytes, Buffer.from(' ')])
    expect(signer(first.bytes, attached(first))).toBe('keyless')
    expect(signer(spaced, attached(first))).toBe('log-entry-mismatch')
  })

  it('has its timestamp over the whole envelope, not over the signature', () => {
    const stamped = (over: 'signature' | 'envelope'): CosignLayer =>
      cosignLayer(legacy({ version: '0.3', proof: true, log: 'none', stamped: over }))
    const [whole, bare] = [stamped('envelope'), stamped('signature')]
    expect(signer(whole.bytes, attached(whole), withoutLogs)).toBe('keyless')
    expect(signer(bare.bytes, attached(bare), withoutLogs)).toBe('timestamp-invalid')
  })

  it('may be signed by a key, logged or not', () => {
    const keyed = cosignLayer(sigstore.keyBundle({ payload, key, version: '0.1', proof: false }))
    expect(signer(keyed.bytes, attached(keyed))).toBe('key')
    expect(signer(keyed.bytes, {})).toBe('key')
    const swapped = { logEntry: attachment.logEntry ?? '' }
    expect(signer(keyed.bytes, swapped)).toBe('log-entry-mismatch')
  })

  it('ignores the chain: authorities come from the trusted root', () => {
    expect(signer(layer.bytes, { ...attachment, chain: 'nonsense' })).toBe('keyless')
    expect(signer(layer.bytes, { chain: attachment.chain ?? '' })).toBe('signature-unverified')
  })

  const entry = JSON.parse(attachment.logEntry ?? '{}')
  const written = (change: object): string => JSON.stringify({ ...entry, ...change })
  const payloadOf = (change: object): string => written({ Payload: { ...entry.Payload, ...change } })
  it.each([
    ['certificate', 'no PEM'],
    ['certificate', `${attachment.certificate}${attachment.certificate}`],
    ['certificate', `-----BEGIN CERTIFICATE-----\n${'A'.repeat(70_000)}\n-----END CERTIFICATE-----\n`],
    ['logEntry', '[]'],
    ['logEntry', written({ more: 1 })],
    ['logEntry', written({ SignedEntryTimestamp: null })],
    ['logEntry', payloadOf({ more: 1 })],
    ['logEntry', payloadOf({ logIndex: -1 })],
    ['logEntry', payloadOf({ logIndex: 1.5 })],
    ['logEntry', payloadOf({ logIndex: '7' })],
    ['logEntry', payloadOf({ integratedTime: -1 })],
    ['logEntry', payloadOf({ integratedTime: '1789996402' })],
    ['logEntry', payloadOf({ logID: String(entry.Payload.logID).toUpperCase() })],
    ['logEntry', payloadOf({ body: 'bm8ganNvbg==' })],
    ['logEntry', `${attachment.logEntry}${' '.repeat(70_000)}`],
    ['timestamp', '{}'],
    ['timestamp', '{"SignedRFC3161Timestamp":""}'],
    ['timestamp', '{"SignedRFC3161Timestamp":"AA==","more":1}'],
  ] as const)('is malformed when its %s is: %#', (member, text) => {
    expect(signer(layer.bytes, { ...attachment, [member]: text })).toBe('bundle-malformed')
  })

  it('has one signature: with two, nobody knows which of them was logged', () => {
    const envelope = JSON.parse(Buffer.from(layer.bytes).toString('utf8'))
    const twice = Buffer.from(
      JSON.stringify({ ...envelope, signatures: [...envelope.signatures, ...envelope.signatures] }),
    )
    expect(signer(twice, attachment)).toBe('signature-count')
  })

  it('changes nothing about a bundle, which brings its own', () => {
    const bytes = Buffer.from(JSON.stringify(sigstore.bundle({ payload, identity })))
    expect(signer(bytes, { certificate: 'nonsense', logEntry: 'nonsense' })).toBe('keyless')
  })
})

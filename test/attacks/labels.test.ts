import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FetchedEvidence, pinSubject, type TrustConfiguration } from '@pawl/core'
import { openSource, resolveSubject, SOURCE_LIMITS } from '@pawl/sources'
import { imageLayout, signEnvelope } from '@pawl/testkit'
import { expect, it } from 'vitest'
import {
  EC_KEY,
  GITHUB,
  judge,
  KEY,
  payloadOf,
  STRANGER,
  SUBJECT,
  sigstore,
  TRUST,
  trustWith,
  verdict,
} from './scene.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'pawl-labels-'))
/** What a source finds in a file of this name. */
async function foundIn(name: string, content: object): Promise<readonly FetchedEvidence[]> {
  const path = join(folder(), name)
  writeFileSync(path, JSON.stringify(content))
  return (await openSource(path).envelopesOf(SUBJECT, SOURCE_LIMITS)).evidence
}

const LIES = ['https://slsa.dev/provenance/v1', 'https://pawl.dev/vulnerability-review/v1', '', 'x']

it('C10 labels outside of the signature: annotations, artifact types, the type in an answer of an API', async () => {
  const layout = imageLayout()
  const digest = layout.addImage({ content: 'app' })
  const payload = payloadOf({ subject: [{ digest: { sha256: digest.slice(7) } }] })
  const bundle = sigstore.bundle({ payload, identity: GITHUB })
  const envelope = signEnvelope({ payload, signers: [{ key: KEY }] })
  layout.tag(digest, 'app')
  layout.attachBundle(digest, bundle)
  layout.attachLegacy(digest, envelope)
  for (const lie of LIES) {
    const annotations = { predicateType: lie, 'in-toto.io/predicate-type': lie, 'dev.sigstore.bundle.content': lie }
    layout.attachBundle(digest, bundle, { predicateType: lie, artifactType: `application/${lie}`, annotations })
    layout.attachLegacy(digest, envelope, annotations)
  }
  const images = join(folder(), 'images')
  layout.write(images)
  const { subject } = await resolveSubject(`oci:${images}:app`)
  const { evidence } = await openSource(images).envelopesOf(subject, SOURCE_LIMITS)
  expect(evidence.length).toBeGreaterThanOrEqual(2 * LIES.length)
  const honest = judge([bundle, envelope], { subject }).summary.claims
  expect(honest.map(({ type }) => type)).toStrictEqual(['provenance', 'provenance'])
  expect(judge(evidence, { subject }).summary.claims).toStrictEqual(honest)

  // The answers of npm and GitHub name the type beside the bundle. It is the signed one that counts.
  const ours = sigstore.bundle({ payload: payloadOf(), identity: GITHUB })
  for (const predicateType of LIES) {
    const [listed] = await foundIn('listing.json', {
      attestations: [{ predicateType, bundle: ours, repository_id: 1 }],
    })
    expect(verdict(listed ?? {})).toBe('claim provenance')
    const review = sigstore.bundle({ payload: payloadOf({ predicateType: LIES[1] }), identity: GITHUB })
    const [other] = await foundIn('listing.json', { attestations: [{ predicateType, bundle: review }] })
    expect(verdict(other ?? {})).toBe('claim-not-permitted')
  }
})

const PUBLISH = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1'
const npm = (file: string): TrustConfiguration =>
  trustWith({
    attesters: [{ name: 'npm', keys: [{ file }], claims: ['npm-publish'] }],
    summaries: [{ predicateType: PUBLISH, claim: 'npm-publish', fields: { name: '/name', version: '/version' } }],
  })

it('C11 a publish attestation without a digest, without a subject, of another type, by another key', async () => {
  const predicate = { name: 'app', version: '1.0.0', registry: 'https://registry.npmjs.org' }
  const name = 'pkg:npm/app@1.0.0'
  const digest = { sha256: 'a'.repeat(64), sha512: 'c'.repeat(128) }
  const subject = pinSubject(`sha256:${digest.sha256}`, new Map([['sha512', digest.sha512]]))
  const published = async (change: object, key = EC_KEY): Promise<string> => {
    const payload = payloadOf({ subject: [{ name, digest }], predicateType: PUBLISH, predicate, ...change })
    const bundle = sigstore.keyBundle({ payload, key, hint: 'SHA256:one', keyid: 'SHA256:one', version: '0.2' })
    const [found] = await foundIn('npm.json', { attestations: [{ predicateType: PUBLISH, bundle }] })
    return verdict(found ?? {}, { subject, trust: npm('ec') })
  }
  expect(await published({})).toBe('claim npm-publish')
  expect(await published({ subject: [{ name, digest: {} }] })).toBe('subject-malformed')
  expect(await published({ subject: [{ name }] })).toBe('subject-malformed')
  expect(await published({ subject: [] })).toBe('subject-malformed')
  expect(await published({ subject: [{ name, digest: { ...digest, sha512: 'd'.repeat(128) } }] })).toBe(
    'subject-mismatch',
  )
  expect(await published({ subject: [{ name: 'pkg:npm/app@2.0.0', digest: { sha512: digest.sha512 } }] })).toBe(
    'subject-digest-unsupported',
  )
  expect(await published({ predicateType: `${PUBLISH}/` })).toBe('predicate-type-unknown')
  expect(await published({}, STRANGER)).toBe('signature-unverified')
  // The key of the registry says what was published, and nothing else.
  const provenance = sigstore.keyBundle({ payload: payloadOf(), key: EC_KEY })
  expect([verdict(provenance, { trust: TRUST }), verdict(provenance, { trust: npm('ec') })]).toStrictEqual([
    'claim provenance',
    'claim-not-permitted',
  ])
})

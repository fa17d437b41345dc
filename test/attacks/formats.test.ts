import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSource, resolveSubject, SOURCE_LIMITS } from '@pawl/sources'
import { type BundleJson, imageLayout, signEnvelope, slsaProvenanceV1 } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { CLAIM, changed, EC_KEY, GITHUB, HEX, judge, KEY, payloadOf, signed, sigstore, verdict } from './scene.ts'

const payload = payloadOf()
const bundle = sigstore.bundle({ payload, identity: GITHUB })

it('C64 as many entries, timestamps, subjects and signatures as there may be, and one more', () => {
  // One signature that never changes, so that all of them are of it.
  const stamped = (): BundleJson => sigstore.keyBundle({ payload, key: KEY, timestamp: true })
  const honest = stamped()
  const made = Array.from({ length: 33 }, stamped)
  const entries = made.map(({ verificationMaterial }) => verificationMaterial.tlogEntries?.[0])
  const stamps = made.map(
    ({ verificationMaterial }) => verificationMaterial.timestampVerificationData?.rfc3161Timestamps[0],
  )
  const withEntries = (count: number): string =>
    verdict(changed(honest, (each) => (each.verificationMaterial.tlogEntries = entries.slice(0, count))))
  const withStamps = (count: number): string =>
    verdict(
      changed(honest, ({ verificationMaterial }) => {
        verificationMaterial.timestampVerificationData.rfc3161Timestamps = stamps.slice(0, count)
      }),
    )
  expect([withEntries(32), withEntries(33)]).toStrictEqual([CLAIM, 'bundle-malformed'])
  expect([withStamps(32), withStamps(33)]).toStrictEqual([CLAIM, 'bundle-malformed'])
  // One stamp twice is padding.
  const twice = changed(honest, ({ verificationMaterial }) => {
    const { timestampVerificationData: data } = verificationMaterial
    data.rfc3161Timestamps = [stamps[0], stamps[0]]
  })
  expect(verdict(twice)).toBe('bundle-malformed')
  const subjects = (count: number): string =>
    verdict(signed(payloadOf({ subject: Array.from({ length: count }, () => ({ digest: { sha256: HEX } })) })))
  expect([subjects(1024), subjects(1025)]).toStrictEqual([CLAIM, 'subject-malformed'])
  const signatures = (count: number): string =>
    verdict(
      signed(
        payload,
        ...Array.from({ length: count }, (_, at) => ({ key: at === 0 ? KEY : EC_KEY, keyid: `${at}` })),
      ).slice(),
    )
  expect(signatures(1)).toBe(CLAIM)
  const nine = signed(payload, ...Array.from({ length: 9 }, () => ({ key: KEY })))
  const eight = signed(payload, ...Array.from({ length: 8 }, () => ({ key: KEY })))
  expect([verdict(eight), verdict(nine)]).toStrictEqual([CLAIM, 'envelope-malformed'])
  const v1 = sigstore.bundle({ payload, identity: GITHUB, version: '0.1' })
  const chained = (count: number): string =>
    verdict(
      changed(v1, ({ verificationMaterial: { x509CertificateChain: chain } }) => {
        const [leaf, above] = chain.certificates
        chain.certificates = [leaf, ...Array.from({ length: count - 1 }, () => above)]
      }),
    )
  expect([chained(10), chained(11)]).toStrictEqual([CLAIM, 'bundle-malformed'])
})

it('C74 a media type of another version, and one with something behind it', () => {
  const typed = (mediaType: unknown, of: object = bundle): string => verdict({ ...of, mediaType })
  const V3 = 'application/vnd.dev.sigstore.bundle.v0.3+json'
  const LEGACY = 'application/vnd.dev.sigstore.bundle+json;version='
  const v1 = sigstore.bundle({ payload, identity: GITHUB, version: '0.1' })
  const v2 = sigstore.bundle({ payload, identity: GITHUB, version: '0.2' })
  expect([typed(V3), typed(`${LEGACY}0.3`), typed(`${LEGACY}0.2`, v2), typed(`${LEGACY}0.1`, v1)]).toStrictEqual([
    CLAIM,
    CLAIM,
    CLAIM,
    CLAIM,
  ])
  const NONE = [
    'application/vnd.dev.sigstore.bundle.v0.9+jsonEVIL',
    'application/vnd.dev.sigstore.bundle.v0.4+json',
    `${V3}EVIL`,
    `${V3} `,
    `${V3};x=1`,
    V3.toUpperCase(),
    V3.replace('.v0.3', 'xv0.3'),
    V3.replace('.v0.3', '.v0.1'),
    `${LEGACY}0.4`,
    `${LEGACY}0.30`,
    LEGACY,
    'application/json',
    '',
    null,
    3,
    [V3],
  ]
  for (const mediaType of NONE) expect(typed(mediaType), String(mediaType)).toBe('bundle-version-unsupported')
  // A bundle of one version that says it is another brings what the other does not have.
  expect(typed(`${LEGACY}0.1`)).toBe('bundle-malformed')
  expect(typed(V3, v1)).toBe('bundle-malformed')
})

it('C75 a statement of another kind, and a predicate that is no object', () => {
  const of = (change: object): string => verdict(signed(payloadOf(change)))
  for (const version of ['v1', 'v0.1']) expect(of({ _type: `https://in-toto.io/Statement/${version}` })).toBe(CLAIM)
  const TYPES: readonly unknown[] = [
    'https://in-toto.io/Statement/v1.1',
    'https://in-toto.io/Statement/v1 ',
    'https://in-toto.io/Statement/V1',
    'https://in-toto.io/statement/v1',
    'http://in-toto.io/Statement/v1',
    'https://in-toto.io/Link/v1',
    'layout',
    'link',
    '',
    null,
    undefined,
    1,
    ['https://in-toto.io/Statement/v1'],
  ]
  for (const type of TYPES) expect(of({ _type: type }), String(type)).toBe('statement-type-unsupported')
  for (const predicate of [
    'text',
    '',
    [],
    [slsaProvenanceV1()],
    null,
    undefined,
    1,
    true,
    JSON.stringify(slsaProvenanceV1()),
  ]) {
    expect(of({ predicate }), JSON.stringify(predicate)).toBe('predicate-malformed')
  }
  for (const predicateType of [null, undefined, 1, '', [], 'x'.repeat(257), 'https://slsa.dev/provenance/v1\0']) {
    expect(of({ predicateType }), String(predicateType)).toBe('statement-malformed')
  }
  for (const predicateType of [
    'https://slsa.dev/provenance/v1 ',
    'https://slsa.dev/Provenance/v1',
    'https://slsa.dev/provenance/v1?draft',
  ]) {
    expect(of({ predicateType }), predicateType).toBe('predicate-type-unknown')
  }
  for (const whole of ['[]', 'null', '"x"', '1', `[${String(Buffer.from(payload))}]`]) {
    expect(verdict(signed(Buffer.from(whole))), whole).toBe('statement-malformed')
  }
})

it('C76 one attestation many times: other bytes, another place, another form', () => {
  const claims = (...evidence: readonly object[]): unknown => judge(evidence).summary.claims
  const honest = JSON.parse(String(Buffer.from(signed())))
  const once = claims(honest)
  expect(once).toHaveLength(1)
  expect(claims(honest, honest, honest)).toStrictEqual(once)
  expect(claims(honest, Buffer.from(JSON.stringify(honest, null, 2)))).toStrictEqual(once)
  expect(
    claims(honest, { signatures: honest.signatures, payloadType: honest.payloadType, payload: honest.payload }),
  ).toStrictEqual(once)
  expect(
    claims(honest, { ...honest, payload: honest.payload.replaceAll('+', '-').replaceAll('/', '_') }),
  ).toStrictEqual(once)
  expect(claims(honest, sigstore.keyBundle({ payload, key: KEY, log: 'none' }))).toStrictEqual(once)
  const again = payloadOf({ subject: [{ name: 'again', digest: { sha256: HEX } }] })
  // Another statement that says the same is the same claim, and the same by another attester is another.
  expect(claims(honest, signEnvelope({ payload: again, signers: [{ key: KEY }] }))).toHaveLength(1)
  expect(claims(honest, bundle)).toHaveLength(2)
})

it('C81 an attestation of an index for the manifest in it, and of a manifest for the index', async () => {
  const layout = imageLayout()
  const amd64 = layout.addImage({ content: 'app' })
  const arm64 = layout.addImage({ content: 'app', platform: { os: 'linux', architecture: 'arm64' } })
  const unknown = layout.addImage({ content: 'unsigned', platform: { os: 'unknown', architecture: 'unknown' } })
  const index = layout.addIndex([
    { digest: amd64, platform: { os: 'linux', architecture: 'amd64' } },
    { digest: arm64, platform: { os: 'linux', architecture: 'arm64' } },
    { digest: unknown, platform: { os: 'unknown', architecture: 'unknown' } },
  ])
  const outer = layout.addIndex([{ digest: index, platform: { os: 'linux', architecture: 'amd64' } }])
  for (const [name, digest] of Object.entries({ index, amd64, arm64, unknown, outer })) layout.tag(digest, name)
  // Whatever refers to what: each attestation lies beside every image, and names one of them.
  const ABOUT = { index, amd64 }
  for (const about of Object.values(ABOUT)) {
    const envelope = signEnvelope({
      payload: payloadOf({ subject: [{ digest: { sha256: about.slice(7) } }] }),
      signers: [{ key: KEY }],
    })
    for (const beside of [index, amd64, arm64, unknown, outer]) layout.attachLegacy(beside, envelope)
  }
  const folder = join(mkdtempSync(join(tmpdir(), 'pawl-index-')), 'images')
  layout.write(folder)
  const claimsOf = async (name: string): Promise<number> => {
    const { subject } = await resolveSubject(`oci:${folder}:${name}`)
    const { evidence } = await openSource(folder).envelopesOf(subject, SOURCE_LIMITS)
    expect(evidence.length, name).toBeGreaterThanOrEqual(2)
    return judge(evidence, { subject }).summary.claims.length
  }
  const found = await Promise.all(['index', 'amd64', 'arm64', 'unknown', 'outer'].map(claimsOf))
  expect(found).toStrictEqual([1, 1, 0, 0, 0])
})

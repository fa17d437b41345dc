import {
  encodeStatement,
  type FulcioClaim,
  fakeSigstore,
  githubIdentity,
  type Identity,
  SLSA_PROVENANCE_V1,
  SLSA_PROVENANCE_V02,
  slsaProvenanceV1,
  slsaProvenanceV02,
  statement,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { verifyImage } from '../assembly/verify-image.ts'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { CERTIFICATE_FIELDS } from '../sigstore/certificate-fields.ts'
import { loadTrust } from '../trust/load-trust.ts'

const NOW = 1_767_312_000
const HEX = 'a'.repeat(64)
const sigstore = fakeSigstore({ now: NOW, treeLeaves: 1 })
const GITHUB = githubIdentity({ repository: 'acme/app' })
/** By hand: what each field is called here and in the testkit, which numbers its extension by itself. */
const NAMES: Readonly<Record<(typeof CERTIFICATE_FIELDS)[number], FulcioClaim>> = {
  buildSignerUri: 'buildSignerUri',
  buildSignerDigest: 'buildSignerDigest',
  runnerEnvironment: 'runnerEnvironment',
  sourceRepository: 'sourceRepositoryUri',
  sourceDigest: 'sourceRepositoryDigest',
  sourceRef: 'sourceRepositoryRef',
  sourceRepositoryId: 'sourceRepositoryIdentifier',
  sourceRepositoryOwner: 'sourceRepositoryOwnerUri',
  sourceRepositoryOwnerId: 'sourceRepositoryOwnerIdentifier',
  buildConfigUri: 'buildConfigUri',
  buildConfigDigest: 'buildConfigDigest',
  trigger: 'buildTrigger',
  runUri: 'runInvocationUri',
  visibility: 'sourceRepositoryVisibility',
}
const ALL = Object.fromEntries(Object.entries(NAMES).map(([field, claim]) => [field, GITHUB.extensions?.[claim] ?? '']))

interface Signed {
  readonly identity?: Identity
  readonly certificate?: object | 'any'
  readonly predicateType?: string
  readonly predicate?: object
}

/** The summary of the one claim, or why there is none. */
function judged({
  identity = GITHUB,
  certificate = ALL,
  predicateType = SLSA_PROVENANCE_V1,
  predicate = slsaProvenanceV1(),
}: Signed = {}): string | object {
  const payload = encodeStatement(statement({ subject: [{ digest: { sha256: HEX } }], predicateType, predicate }))
  const trust = loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: {
        roots: [{ name: 'r', trustedRoot: 'root' }],
        attesters: [
          {
            name: 'ci',
            keyless: [
              {
                root: 'r',
                issuer: GITHUB.issuer,
                identity: GITHUB.san,
                ...(certificate === 'any' ? {} : { certificate }),
              },
            ],
            claims: ['provenance'],
          },
        ],
      },
    },
    { file: () => Buffer.from(JSON.stringify(sigstore.trustedRoot)), publicGood: () => new Uint8Array() },
  )
  const bytes = Buffer.from(JSON.stringify(sigstore.bundle({ payload, identity })))
  const subject = pinSubject(`sha256:${HEX}`, new Map())
  const times = { verifiedAt: NOW, validUntil: NOW + 300 }
  const [finding] = verifyImage([{ source: 'test', bytes }], subject, trust, times).findings
  if (finding === undefined) return 'nothing'
  return isRejection(finding.result) ? finding.result.code : finding.result.summary
}

const varied = (claim: FulcioClaim, value: string | undefined): Identity => {
  const { [claim]: _, ...others } = GITHUB.extensions ?? {}
  return { ...GITHUB, extensions: value === undefined ? others : { ...others, [claim]: value } }
}

describe('a certificate under an attester that names all of its fields', () => {
  it('gives a claim when everything is as it is named', () => {
    expect(Object.keys(NAMES)).toEqual([...CERTIFICATE_FIELDS])
    expect(judged()).toMatchObject({ trigger: 'push', sourceRepositoryOwnerId: '2002' })
  })

  it.each(Object.entries(NAMES))('is nobody when %s alone is another: identity-unknown (C43)', (field, claim) => {
    const value = GITHUB.extensions?.[claim] ?? ''
    for (const other of [
      `${value}x`,
      value.slice(0, -1),
      value.toUpperCase() === value ? `${value}0` : value.toUpperCase(),
    ]) {
      expect(judged({ identity: varied(claim, other) })).toBe('identity-unknown')
      const { [field]: _, ...rest } = ALL
      // With this one field left open it is the same signer, so that it was this field and nothing else.
      const open = judged({ identity: varied(claim, other), certificate: rest, predicate: agreeing(field) })
      expect(open).toMatchObject({ slsaVersion: '1' })
    }
  })

  it.each(Object.entries(NAMES))('is nobody when %s alone is missing: identity-unknown (C43)', (_, claim) => {
    expect(judged({ identity: varied(claim, undefined) })).toBe('identity-unknown')
  })

  it.each([
    ['the issuer is longer (C45)', { ...GITHUB, issuer: `${GITHUB.issuer}/hammer-time` }],
    ['the issuer is shorter (C45)', { ...GITHUB, issuer: GITHUB.issuer.slice(0, -1) }],
    ['the identity is longer (C42)', { ...GITHUB, san: `${GITHUB.san}2` }],
    ['the identity stands inside another (C42)', { ...GITHUB, san: `https://evil.test/?${GITHUB.san}` }],
    ['the identity is an e-mail of that text (C57)', { ...GITHUB, sanKind: 'email' }],
  ] as const)('is nobody when %s: identity-unknown', (_, identity) => {
    expect(judged({ identity })).toBe('identity-unknown')
  })
})

describe('what Fulcio wrote before, in .2 to .6', () => {
  const legacy = {
    trigger: 'pull_request_target',
    commit: 'f'.repeat(40),
    workflow: 'evil',
    repository: 'evil/app',
    ref: 'refs/heads/evil',
  }

  it('decides nothing, whatever it says beside the newer fields', () => {
    expect(judged({ identity: { ...GITHUB, legacy } })).toEqual(judged())
    for (const [claim, value] of Object.entries(legacy))
      expect(judged({ identity: { ...GITHUB, legacy: { [claim]: value } } })).toEqual(judged())
  })

  it('does not stand in for a field that is missing: identity-unknown', () => {
    const { extensions: _, ...bare } = GITHUB
    const agreeing = {
      trigger: 'push',
      commit: `${ALL['sourceDigest']}`,
      repository: 'acme/app',
      ref: 'refs/heads/main',
    }
    const identity = { ...bare, legacy: agreeing }
    expect(judged({ identity, certificate: { trigger: 'push' } })).toBe('identity-unknown')
    expect(judged({ identity, certificate: 'any' })).toMatchObject({ claimedSourceRef: 'refs/heads/main' })
    expect(judged({ identity, certificate: 'any' })).not.toHaveProperty('trigger')
  })
})

describe('a certificate and a predicate that disagree (C48)', () => {
  const versions = [
    ['v1', SLSA_PROVENANCE_V1, slsaProvenanceV1],
    ['v0.2', SLSA_PROVENANCE_V02, slsaProvenanceV02],
  ] as const

  it.each(versions)('give a claim where they agree: %s', (_, predicateType, make) => {
    expect(judged({ predicateType, predicate: make() })).toMatchObject({ claimedSourceRef: 'refs/heads/main' })
  })

  it.each(
    versions.flatMap((version) =>
      [
        { repository: 'acme/other' },
        { repository: 'acme/app-evil' },
        { ref: 'refs/heads/fork' },
        { ref: 'refs/tags/main' },
        { commit: 'e'.repeat(40) },
      ].map((build) => [version[0], build, version] as const),
    ),
  )('are turned down, %s with %j: certificate-disagrees', (_, build, [, predicateType, make]) => {
    expect(judged({ predicateType, predicate: make(build) })).toBe('certificate-disagrees')
  })

  it('leave the trigger to the certificate: what the predicate says of it is not read', () => {
    const [v1, v02] = [slsaProvenanceV1, slsaProvenanceV02].map((make) => make({ event: 'pull_request_target' }))
    expect(JSON.stringify([v1, v02]).match(/pull_request_target/g)?.length).toBeGreaterThanOrEqual(2)
    expect(judged({ predicate: v1 ?? {} })).toMatchObject({ trigger: 'push' })
    expect(judged({ predicateType: SLSA_PROVENANCE_V02, predicate: v02 ?? {} })).toMatchObject({ trigger: 'push' })
  })
})

/** Provenance that says nothing of what this field proves: the disagreement would be found first. */
function agreeing(field: string): object {
  if (!field.startsWith('source')) return slsaProvenanceV1()
  const predicate = JSON.parse(JSON.stringify(slsaProvenanceV1()))
  delete predicate.buildDefinition.externalParameters
  return predicate
}

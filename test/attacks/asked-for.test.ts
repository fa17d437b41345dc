import { createHash } from 'node:crypto'
import { decideRequest, identifyProfile, parsePolicy, parseProfiles, profileFor } from '@pawl/policy'
import { VULNERABILITY_SCAN_V1, vulnerabilityScan } from '@pawl/testkit'
import { beforeEach, expect, it } from 'vitest'
import { at, files, image, newHouse, POLICY, pawl, write } from '../configuration/house.ts'
import { decisionOf, wordsOf } from './decision.ts'
import { DIGEST, judge, NOW, payloadOf, signed } from './scene.ts'

const scan = judge([signed(payloadOf({ predicateType: VULNERABILITY_SCAN_V1, predicate: vulnerabilityScan() }))])

beforeEach(newHouse)

it('C02 an image with another attestation than the one that is asked for', () => {
  expect(scan.summary.claims.map(({ type }) => type)).toStrictEqual(['vulnerability-scan'])
  expect(decisionOf({ claim: 'vulnerability-scan' }, scan)).toBe('allow')
  expect(decisionOf({ claim: 'sbom' }, scan)).toBe('deny claim-missing')
})

it('C03 the same at the door of an admission request', () => {
  const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const asks = (claim: string): string => {
    const policy = parsePolicy(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'AttestationPolicy',
        metadata: { name: 'p', revision: 1 },
        spec: { mode: 'enforce', images: ['**'], require: [{ name: 'r', claim, from: ['keyed'], maxAge: '7d' }] },
      },
      NOW,
    )
    const profiles = { profiles: [{ name: 'strict', mode: 'enforce', policies: ['p'], namespaces: ['prod'] }] }
    const written = { metadata: { name: 'x', revision: 1 }, spec: { ...profiles, unknownNamespaces: 'strict' } }
    const table = parseProfiles(
      { apiVersion: 'pawl.dev/v1', kind: 'ProfileConfiguration', ...written },
      [policy],
      NOW + 60,
    )
    const entry = { reference: 'ghcr.io/acme/app:1', repository: 'ghcr.io/acme/app', name: 'app', ...scan.summary }
    const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [entry] }
    const decision = decideRequest([entry.reference], document, identifyProfile(profileFor('prod', table), sha256))
    return `${wordsOf(decision)}, ${decision.admit ? 'let in' : 'kept out'}`
  }
  expect(asks('vulnerability-scan')).toBe('allow, let in')
  expect(asks('sbom')).toBe('deny claim-missing, kept out')
})

it('C04 nothing of the kind is there: an empty list, and not exit code 0', async () => {
  const asking = (claim: string): Promise<Awaited<ReturnType<typeof pawl>>> => {
    const require = `require:\n    - { name: r, claim: ${claim}, from: [security], maxAge: 14d }\n`
    const head = 'apiVersion: pawl.dev/v1\nkind: AttestationPolicy\nmetadata: { name: app, revision: 1 }\nspec:\n'
    write('policy.yaml', `${head}  mode: enforce\n  images: ["**"]\n  ${require}`)
    return pawl('check', image(), ...files())
  }
  expect((await asking('review')).code).toBe(0)
  expect((await asking('sbom')).code).toBe(1)
  // Nothing at all is no better than nothing of the kind: the list is there, and it is empty.
  write('policy.yaml', POLICY.replace('ghcr.io/acme/**', '**'))
  write('nothing.jsonl', '\n')
  const of = (subject: string): string[] => [subject, '--evidence', at('nothing.jsonl')]
  const bare = await pawl('input', ...of(DIGEST), '--trust', at('trust.yaml'))
  expect(JSON.parse(bare.out)).toMatchObject({ images: [{ digest: DIGEST, claims: [] }] })
  expect((await pawl('check', ...of(image()), ...files())).code).toBe(0)
  expect((await pawl('check', ...of(DIGEST), ...files())).code).toBe(1)
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Claim, ImageEntry, InputDocument } from '@pawl/document'
import { compileKyverno, LENGTH } from '@pawl/kyverno'
import { type ProfileTable, parsePolicy, parseProfiles } from '@pawl/policy'
import { documentConstants, type Flaw, joinConstants, type SearchResult, search } from '@pawl/policy/prove'
import { describe, expect, it } from 'vitest'
import { openTarget } from '../../apps/cli/src/commands/prove/open-target.ts'
import type { OpenTarget } from '../../apps/cli/src/commands/prove/targets/target.ts'
import { KYVERNO } from './run-target.ts'

const NOW = 1_767_312_000
const folder = mkdtempSync(join(tmpdir(), 'pawl-prove-kyverno-'))
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`

const claim = (type: string, attester: string, letter: string, summary: Claim['summary']): Claim => ({
  ...{ type, predicateType: `https://example.com/${type}/v1`, attester, signer: { kind: 'key', id: digest('9') } },
  ...{ moment: NOW - 60, statementDigest: digest(letter), subject: 'exact', summary },
})
const image = (letter: string): ImageEntry => ({
  ...{ reference: `ghcr.io/acme/app@${digest(letter)}`, repository: 'ghcr.io/acme/app', name: 'app' },
  ...{ digest: digest(letter), verifiedAt: NOW, validUntil: NOW + 300 },
  trust: { name: 'acme', digest: digest('d'), revision: 1 },
  claims: [
    claim('review', 'security', '1', { approved: true, verdict: 'approved' }),
    claim('vulnerability-scan', 'scanner', '2', { critical: 0 }),
  ],
})
const FINE: InputDocument = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [image('a')] }
/** Scanned every night, as it is. */
const SCANNED_TWICE: InputDocument = {
  ...FINE,
  images: FINE.images.map((each) => ({
    ...each,
    claims: [...each.claims, { ...claim('vulnerability-scan', 'scanner', '3', { critical: 0 }), moment: NOW - 86_400 }],
  })),
}
const NO_REVIEW: InputDocument = {
  ...FINE,
  images: FINE.images.map((each) => ({ ...each, claims: each.claims.filter(({ type }) => type !== 'review') })),
}

const ATTESTATION_POLICY = {
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationPolicy',
  metadata: { name: 'acme', revision: 1 },
  spec: {
    mode: 'enforce',
    images: ['ghcr.io/acme/*'],
    require: [
      {
        ...{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' },
        where: [{ field: 'approved', equals: true }],
      },
      {
        ...{ name: 'scanned', claim: 'vulnerability-scan', from: ['scanner'], maxAge: '1d' },
        where: [{ field: 'critical', atMost: 0 }],
      },
    ],
  },
}
const TABLE: ProfileTable = parseProfiles(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'ProfileConfiguration',
    metadata: { name: 'cluster', revision: 1 },
    spec: {
      profiles: [
        { name: 'strict', mode: 'enforce', policies: ['acme'], namespaces: ['payments'] },
        { name: 'warning', mode: 'warn', policies: ['acme'], namespaces: ['dev'] },
      ],
      unknownNamespaces: 'strict',
    },
  },
  [parsePolicy(ATTESTATION_POLICY, NOW)],
  'unlimited',
)

/** With the policy that pins, which is not asked. */
const COMPILED = compileKyverno(TABLE, {
  judged: { asks: 'document', gateway: { url: 'https://gw.test:8444' } },
  ...{ pins: true, excluded: [], timeout: 10, background: true, length: LENGTH },
})

const own = (name: string, expression: string, resources = 'pods') => ({
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ValidatingPolicy',
  metadata: { name },
  spec: {
    validationActions: ['Deny'],
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [resources === 'pods' ? '' : 'apps'],
          apiVersions: ['v1'],
          operations: ['CREATE'],
          resources: [resources],
        },
      ],
    },
    variables: [
      {
        name: 'document',
        expression:
          'http.Post("https://gw.test:8444/kyverno/v1/document", {"images": object.spec.containers.map(c, c.image)}, {}).body.document',
      },
    ],
    validations: [{ expression }],
  },
})

const REVIEWED = 'i.claims.exists(c, c.type == "review" && c.attester == "security" && c.summary.approved == true)'

/** What people write over the document, and what each is known to be wrong with. */
const NAIVE: readonly (readonly [name: string, flaw: Flaw, cases: number, expression: string])[] = [
  [
    'no-review-says-rejected',
    'deletion',
    60,
    'variables.document.images.all(i, !i.claims.exists(c, c.type == "review" && has(c.summary.verdict) && c.summary.verdict == "rejected"))',
  ],
  [
    'the-latest-scan-is-clean',
    'deletion',
    150,
    'variables.document.images.all(i, i.claims.exists(c, c.type == "vulnerability-scan" && c.summary.critical == 0.0 && i.claims.all(d, d.type != "vulnerability-scan" || d.moment <= c.moment)))',
  ],
  ['some-image-was-reviewed', 'cover', 60, `variables.document.images.exists(i, ${REVIEWED})`],
  ['no-image-is-bad', 'empty', 40, `size(variables.document.images.filter(i, !${REVIEWED})) == 0`],
]
const SOUND = `size(variables.document.images) > 0 && variables.document.images.all(i, ${REVIEWED})`

function open(name: string, policies: readonly object[], namespace: string): OpenTarget {
  const path = join(folder, `${name}.yaml`)
  writeFileSync(path, policies.map((each) => JSON.stringify(each)).join('\n---\n'))
  return openTarget({
    ...{ files: [path], policy: undefined, url: undefined, yesAt: undefined, violationsAt: undefined, opa: undefined },
    ...{ kyverno: KYVERNO ?? 'kyverno', environment: process.env, namespace, readAt: NOW },
  })
}

async function searched({ ask, constants }: OpenTarget, cases: number, documents = [FINE]): Promise<SearchResult> {
  const all = joinConstants([constants, ...documents.map(documentConstants)])
  const result = await search(ask, { seed: 1, cases, now: NOW, constants: all, documents })
  process.stdout.write(`${result.cases} questions to Kyverno: ${result.yes} yes, ${result.shapes} shapes\n`)
  return result
}

// Loud: a run without Kyverno names these as skipped.
const real = KYVERNO === undefined ? describe.skip : describe
if (KYVERNO === undefined) console.log('prove by Kyverno: SKIPPED: run .ci/kyverno/install.mjs and set PAWL_KYVERNO')

real('policies of Kyverno, asked of the real one', { timeout: 900_000 }, () => {
  it('finds nothing in what Pawl compiles: 150 cases', async () => {
    const target = open('compiled', COMPILED, 'payments')
    expect(target.constants).toMatchObject({
      types: ['review', 'vulnerability-scan'],
      attesters: ['security', 'scanner'],
      fields: ['approved', 'critical'],
      values: [
        { field: 'approved', value: true },
        { field: 'critical', value: 0 },
      ],
      repositories: ['ghcr.io/acme/app'],
    })
    const { found, yes, no } = await searched(target, 150, [FINE, { ...FINE, images: [image('a'), image('b')] }])
    expect(found).toEqual([])
    expect(yes).toBeGreaterThan(10)
    expect(no).toBeGreaterThan(50)
  })

  it('asks each profile of a file as its own, in the namespace that is named', async () => {
    for (const namespace of ['payments', 'dev']) {
      const { ask } = open('compiled', COMPILED, namespace)
      expect([namespace, await ask(FINE), await ask(NO_REVIEW)]).toEqual([namespace, true, false])
    }
  })

  it.each(NAIVE)('finds in "%s" that it is open by %s', async (name, flaw, cases, expression) => {
    const { found } = await searched(open(name, [own(name, expression)], 'default'), cases, [SCANNED_TWICE])
    expect(found.map(({ kind }) => kind)).toContain(flaw)
  })

  it('finds nothing in a policy of others that asks for what is good', async () => {
    const { found, yes, no } = await searched(open('sound', [own('sound', SOUND)], 'default'), 80)
    expect(found).toEqual([])
    expect(yes).toBeGreaterThan(10)
    expect(no).toBeGreaterThan(10)
  })

  it('needs every policy of a file to pass', async () => {
    const always = own('always', 'variables.document != 1')
    const { ask } = open('two', [always, own('sound', SOUND)], 'default')
    expect([await ask(FINE), await ask(NO_REVIEW)]).toEqual([true, false])
  })

  it.each([
    ['does not compile', own('broken', 'variables.document.images.al(i, true)')],
    ['has nothing to say about a Pod', own('deployments', 'variables.document.images.all(i, true)', 'deployments')],
    [
      'has members that Kyverno does not know',
      { ...own('unknown', SOUND), spec: { validation: own('x', SOUND).spec } },
    ],
  ])('refuses a policy that %s: kyverno-failed', (_, policy) => {
    expect(() => open('refused', [policy], 'default')).toThrow(expect.objectContaining({ code: 'kyverno-failed' }))
  })
})

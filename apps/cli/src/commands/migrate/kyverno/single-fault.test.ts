import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asRefusal } from '@pawl/setup'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { migrateKyverno } from './migrate.ts'

const KEY = testKey('p256').publicPem
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
const keyless = {
  issuer: 'https://token.actions.githubusercontent.com',
  subject: WORKFLOW,
  rekor: { url: 'https://rekor.sigstore.dev' },
}
const conditions = [
  {
    all: [
      { key: '{{ result.passed }}', operator: 'Equals', value: true },
      { key: "{{ time_since('', '{{ finishedAt }}', '') }}", operator: 'LessThan', value: '24h' },
    ],
    any: [
      { key: '{{ suite }}', operator: 'AnyIn', value: ['a', 'b'] },
      { key: '{{ score }}', operator: 'GreaterThan', value: 3 },
    ],
  },
]
const attestors = [
  {
    count: 1,
    entries: [
      { keys: { publicKeys: KEY } },
      { keyless },
      { attestor: { entries: [{ keyless: { ...keyless, subject: 'jo@acme.example' } }] } },
    ],
  },
]
const CLUSTER_POLICY = {
  apiVersion: 'kyverno.io/v1',
  kind: 'ClusterPolicy',
  metadata: { name: 'p' },
  spec: {
    validationFailureAction: 'Enforce',
    rules: [
      {
        name: 'r',
        match: { any: [{ resources: { kinds: ['Pod'] } }] },
        context: [{ name: 'c' }],
        verifyImages: [
          {
            imageReferences: ['ghcr.io/acme/*'],
            attestations: [{ name: 'qa', type: 'https://acme.example/qa/v1', attestors, conditions }],
          },
        ],
      },
    ],
  },
}
const over = (call: string): object => ({ expression: `images.containers.all(image, ${call})` })
const VALIDATING = {
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ImageValidatingPolicy',
  metadata: { name: 'p' },
  spec: {
    validationActions: ['Deny'],
    matchImageReferences: [{ glob: 'ghcr.io/acme/*' }],
    attestors: [
      { name: 'lead', cosign: { key: { data: KEY } } },
      { name: 'ci', cosign: { keyless: { identities: [keyless] }, ctlog: { url: '' } } },
    ],
    attestations: [{ name: 'qa', intoto: { type: 'https://acme.example/qa/v1' } }],
    validations: [
      over('verifyAttestationSignatures(image, attestations.qa, [attestors.lead, attestors.ci]) > 1'),
      over("extractPayload(image, attestations.qa).predicate.by == 'x'"),
    ],
  },
}
// Each is another shape, or a text that means something to YAML, to a pattern, to a template or to a terminal.
const HOSTILE = [null, true, -1, 1.5, '', '***', '{name}', '\u001b[2J\u202e', 'x'.repeat(600), [], [null], { a: 1 }]

/** Each with one of its values, of any depth, in place of which something else stands. */
function* faults(value: unknown, fault: unknown): Generator<unknown> {
  yield fault
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value))
    for (const changed of faults(inner, fault))
      yield Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed }
}

const folder = mkdtempSync(join(tmpdir(), 'pawl-migrate-fault-'))
/** What is printed, and the code. */
function outcomeOf(document: unknown): readonly [code: string, text: string] {
  const path = join(folder, 'policy.yaml')
  writeFileSync(path, JSON.stringify(document))
  const lines: string[] = []
  const out = { write: (text: string) => void lines.push(text), width: 100, paint: (_: string, text: string) => text }
  const options = { maxAge: '30d', key: new Map(), out: undefined, output: 'table', now: 1_767_312_000 } as const
  try {
    return [String(migrateKyverno([path], options, { out })), lines.join('\n')]
  } catch (error) {
    return [asRefusal(error).code, lines.join('\n')]
  }
}

describe.each([
  ['a ClusterPolicy', CLUSTER_POLICY],
  ['an ImageValidatingPolicy', VALIDATING],
])('%s', (_, policy) => {
  it('is taken over as it is', () => {
    expect(outcomeOf(policy)[0]).toBe('0')
  })

  it.each(HOSTILE)('with %j in any one place is a proposal or a refusal, and never a defect', (fault) => {
    let asked = 0
    for (const faulty of faults(policy, fault)) {
      const [code, text] = outcomeOf(faulty)
      asked += 1
      expect(['0', 'configuration-invalid', 'nothing-to-migrate'], JSON.stringify(faulty)).toContain(code)
      for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character)
    }
    expect(asked).toBeGreaterThan(30)
  })
})

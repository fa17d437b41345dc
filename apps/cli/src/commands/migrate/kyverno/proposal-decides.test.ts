import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import {
  encodeStatement,
  signEnvelope,
  statement,
  type TestKey,
  testKey,
  VULNERABILITY_SCAN_V1,
  vulnerabilityScan,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { program } from '../../../program.ts'

const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z; the sample scan ended 2026-01-01T01:01:00Z
const DIGEST = 'a'.repeat(64)
const QA = 'https://acme.example/qa/v1'
const [scanner, lead, deputy, stranger] = [testKey('p256'), testKey('ed25519'), testKey('p256'), testKey('p256')]
const folder = mkdtempSync(join(tmpdir(), 'pawl-migrate-decides-'))
let runs = 0

async function pawl(...args: readonly string[]): Promise<number | undefined> {
  const silent = { write: () => undefined, width: 100, paint: (_: string, text: string) => text }
  let code: number | undefined
  await program({ out: silent, err: silent, clock: () => NOW, loadOpa: loadEngine }, (done) => {
    code = done
  }).parseAsync(['node', 'pawl', ...args])
  return code
}

function signed(by: TestKey, predicateType: string, predicate: object): string {
  const payload = encodeStatement(statement({ subject: [{ digest: { sha256: DIGEST } }], predicateType, predicate }))
  return JSON.stringify(signEnvelope({ payload, signers: [{ key: by }] }))
}
const scanBy = (by: TestKey): string => signed(by, VULNERABILITY_SCAN_V1, vulnerabilityScan())
const qaBy = (by: TestKey, passed: unknown, at = '2026-01-01T00:00:00Z'): string =>
  signed(by, QA, { result: { 'has-passed': passed }, finishedAt: at })

const keys = (...of: readonly TestKey[]) =>
  of.map(({ publicPem }) => ({ keys: { publicKeys: publicPem, rekor: { ignoreTlog: true } } }))
const younger = (path: string, value: string) => ({
  key: `{{ time_since('', '{{ ${path} }}', '') }}`,
  operator: 'LessThanOrEquals',
  value,
})
const SCAN = {
  type: VULNERABILITY_SCAN_V1,
  attestors: [{ count: 1, entries: keys(scanner) }],
  conditions: [{ all: [younger('metadata.scanFinishedOn', '24h')] }],
}
const TWO = {
  type: QA,
  attestors: [{ count: 2, entries: keys(lead, deputy) }],
  conditions: [
    { all: [{ key: '{{ result."has-passed" }}', operator: 'Equals', value: true }, younger('finishedAt', '48h')] },
  ],
}

/** What `pawl check` says with the proposal from one attestation of Kyverno's, over this evidence. */
async function checked(attestation: object, ...evidence: readonly string[]): Promise<number | undefined> {
  runs += 1
  const path = (name: string): string => join(folder, `${runs}`, name)
  const policy = {
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name: 'check' },
    spec: {
      validationFailureAction: 'Enforce',
      rules: [
        {
          name: 'r',
          verifyImages: [
            { imageReferences: ['local/*', 'localhost/*', 'ghcr.io/*', '*'], attestations: [attestation] },
          ],
        },
      ],
    },
  }
  writeFileSync(join(folder, `${runs}.yaml`), JSON.stringify(policy))
  writeFileSync(join(folder, `${runs}.jsonl`), evidence.map((each) => `${each}\n`).join(''))
  expect(await pawl('migrate', 'kyverno', join(folder, `${runs}.yaml`), '--out', join(folder, `${runs}`))).toBe(0)
  const proposal = ['--trust', path('trust.yaml'), '--policy', path('policy.yaml'), '--engine', 'all']
  return pawl('check', `sha256:${DIGEST}`, ...proposal, '--evidence', join(folder, `${runs}.jsonl`))
}
const [ALLOW, DENY] = [0, 1]

describe('a proposal from a policy of Kyverno', () => {
  it('allows what the key of the source signed', async () => {
    expect(await checked(SCAN, scanBy(scanner))).toBe(ALLOW)
  })

  it('denies what another key signed', async () => {
    expect(await checked(SCAN, scanBy(stranger))).toBe(DENY)
  })

  it('denies without evidence', async () => {
    expect(await checked(SCAN)).toBe(DENY)
  })

  it('denies what is older than the source allows', async () => {
    const aged = { ...SCAN, conditions: [{ all: [younger('metadata.scanFinishedOn', '22h')] }] }
    expect(await checked(aged, scanBy(scanner))).toBe(DENY)
  })

  it('allows what two of two signed, by fields of a type that the proposal declares', async () => {
    expect(await checked(TWO, qaBy(lead, true), qaBy(deputy, true))).toBe(ALLOW)
  })

  it.each([
    ['one of them signed, twice', [qaBy(lead, true), qaBy(lead, true, '2026-01-01T01:00:00Z')]],
    ['one of them and a stranger signed', [qaBy(lead, true), qaBy(stranger, true)]],
    ['one of them says something else', [qaBy(lead, true), qaBy(deputy, false)]],
    ['one of them says it as text', [qaBy(lead, true), qaBy(deputy, 'true')]],
    ['one of them is too old', [qaBy(lead, true), qaBy(deputy, true, '2025-12-30T00:00:00Z')]],
  ])('denies where %s', async (_, evidence) => {
    expect(await checked(TWO, ...evidence)).toBe(DENY)
  })

  it('allows by one good statement beside a bad one, and denies by the bad one alone: what deleting cannot change', async () => {
    const one = { ...TWO, attestors: [{ count: 1, entries: keys(lead) }] }
    expect(await checked(one, qaBy(lead, true), qaBy(lead, false))).toBe(ALLOW)
    expect(await checked(one, qaBy(lead, true))).toBe(ALLOW)
    expect(await checked(one, qaBy(lead, false))).toBe(DENY)
  })

  it('allows by either side of a choice, and denies by neither', async () => {
    const passed = { key: '{{ result."has-passed" }}', operator: 'Equals', value: true }
    const waived = { key: '{{ waived }}', operator: 'Equals', value: 'board' }
    const conditions = [{ any: [passed, waived], all: [younger('finishedAt', '48h')] }]
    const choice = { type: QA, attestors: [{ entries: keys(lead) }], conditions }
    const by = (predicate: object): string => signed(lead, QA, { finishedAt: '2026-01-01T00:00:00Z', ...predicate })
    expect(await checked(choice, by({ result: { 'has-passed': true } }))).toBe(ALLOW)
    expect(await checked(choice, by({ waived: 'board' }))).toBe(ALLOW)
    expect(await checked(choice, by({ waived: 'nobody' }))).toBe(DENY)
  })
})

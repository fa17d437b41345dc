import type { InputDocument } from '@pawl/document'
import { loadEngine } from '@pawl/opa'
import { parseYaml } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { readBack } from '../../../output/read-back.ts'
import { refuseUnlessAllowed } from './check-proposal.ts'

const NOW = 1_767_312_000
const POLICY = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: p, revision: 1 }
spec:
  mode: audit
  images: ["**"]
  require:
    - { name: reviewed, claim: review, from: [security], maxAge: 14d }
`
const file = parseYaml(POLICY, 'policy.yaml')

const image = (claims: InputDocument['images'][number]['claims']): InputDocument['images'][number] => ({
  reference: 'ghcr.io/acme/app:1',
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: `sha256:${'a'.repeat(64)}`,
  verifiedAt: NOW,
  validUntil: NOW + 300,
  trust: { name: 't', digest: `sha256:${'b'.repeat(64)}`, revision: 1 },
  claims,
})
const reviewed = image([
  {
    type: 'review',
    predicateType: 'https://pawl.dev/vulnerability-review/v1',
    attester: 'security',
    signer: { kind: 'key', id: `sha256:${'c'.repeat(64)}` },
    moment: NOW - 60,
    statementDigest: `sha256:${'d'.repeat(64)}`,
    subject: 'exact',
    summary: { approved: true },
  },
])
const checked = (images: InputDocument['images'], from: readonly number[]): Promise<void> =>
  refuseUnlessAllowed(file, { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images }, from, loadEngine)

describe('the check of a proposal', () => {
  it('takes a text that says what was meant, and refuses one that says more: defect', () => {
    expect(readBack('a: [1, x]\n', 'p', { a: [1, 'x'], b: undefined }).value).toEqual({ a: [1, 'x'] })
    expect(() => readBack('a: [1, x]\nb: 2\n', 'p', { a: [1, 'x'] })).toThrow(
      expect.objectContaining({ code: 'defect' }),
    )
  })

  it('allows what the policy was made from, and refuses what it would deny: defect', async () => {
    await expect(checked([reviewed], [0])).resolves.toBeUndefined()
    await expect(checked([reviewed, image([])], [0])).resolves.toBeUndefined()
    await expect(checked([reviewed, image([])], [0, 1])).rejects.toMatchObject({ code: 'defect' })
    await expect(checked([reviewed], [])).rejects.toHaveProperty('code')
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readValidatingPolicies } from './validating-policies.ts'

const folder = mkdtempSync(join(tmpdir(), 'pawl-prove-policies-'))
const CALL = 'http.Post("https://gw/x", {"profile":dyn("strict"),"asks":dyn("document")}, {})'

interface Given {
  readonly kind?: string
  readonly apiVersion?: string
  readonly name?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly call?: string
}

const policy = ({ kind, apiVersion, name, labels, call }: Given = {}) => ({
  apiVersion: apiVersion ?? 'policies.kyverno.io/v1',
  kind: kind ?? 'ValidatingPolicy',
  metadata: { name: name ?? 'one', labels },
  spec: { variables: [{ name: 'http.Get(x)', expression: call ?? CALL }], validations: [{ messageExpression: '"m"' }] },
})

function read(...objects: readonly object[]) {
  const path = join(folder, 'policies.yaml')
  writeFileSync(path, objects.map((each) => JSON.stringify(each)).join('\n---\n'))
  return readValidatingPolicies([path])
}

const UNUSABLE = expect.objectContaining({ code: 'kyverno-policy-unusable' })

describe('ValidatingPolicies of a file', () => {
  it('are read with what they call and ask for, and others are counted', () => {
    const ours = { 'app.kubernetes.io/managed-by': 'pawl' }
    const { policies, others } = read(
      policy(),
      policy({ name: 'two', labels: ours }),
      policy({ kind: 'MutatingPolicy' }),
    )
    expect(others).toBe(1)
    expect(policies).toMatchObject([
      { name: 'one', urls: ['https://gw/x'], profile: 'strict', isOurs: false },
      { name: 'two', urls: ['https://gw/x'], profile: 'strict', isOurs: true },
    ])
    expect(policies.map(({ expressions }) => expressions.length)).toEqual([2, 2])
  })

  it('have no profile where they name none', () => {
    expect(read(policy({ call: 'http.Get("https://gw/x")' })).policies).toMatchObject([{ profile: '' }])
  })

  it.each<readonly [string, readonly object[]]>([
    ['there is none', [policy({ kind: 'ClusterPolicy' }), policy({ apiVersion: 'pawl.dev/v1' })]],
    ['one has no name', [policy({ name: '' })]],
    ['two have one name', [policy(), policy({ call: 'http.Get("https://gw/y")' })]],
    ['one relays a decision', [policy({ call: CALL.replace('"document"', '"decision"') })]],
    ['one calls nobody', [policy({ call: 'true' })]],
    ['one computes its URL', [policy({ call: 'http.Get("https://gw/" + request.name)' })]],
    ['one computes another', [policy({ call: `${CALL}.body == http.Get(variables.url)` })]],
  ])('cannot be asked where %s: kyverno-policy-unusable', (_, objects) => {
    expect(() => read(...objects)).toThrow(UNUSABLE)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { created } from './cluster/admission.ts'
import { constraintResource, providerResource, templateResource } from './cluster/resources.ts'
import { pod } from './cluster/workloads.ts'
import { GATEKEEPER, GATEKEEPER_MISSING } from './harness.ts'
import { newScene, type Scene } from './scene.ts'

const DENIES = 'package probe\n\nviolation contains {"msg": "no", "details": {"why": "because"}} if true\n'
const probe = templateResource({ kind: 'Probe', parameters: { size: { type: 'integer' } }, rego: DENIES })
const constraint = (parameters: object, match: object = {}): Record<string, unknown> => {
  const made = constraintResource({
    kind: 'Probe',
    name: 'probe',
    enforcementAction: 'deny',
    parameters: { ...parameters },
  })
  return { ...made, spec: { ...(made['spec'] as object), match } }
}
const request = created(pod({ containers: ['a:1'] }))

if (GATEKEEPER === undefined) console.log(GATEKEEPER_MISSING)

describe.skipIf(GATEKEEPER === undefined)('the harness', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await newScene(GATEKEEPER ?? '')
  })
  afterAll(() => scene.dispose())
  beforeEach(() => scene.restart('0s'))

  const store = (what: 'template' | 'constraint' | 'provider', object: object): Promise<void> =>
    scene.harness.store(what, { ...object })

  describe('a line that is no request', () => {
    it.each([
      ['no JSON', 'nonsense', 'this is no request'],
      ['no object', '[]', 'this is no request'],
      ['an unknown op', '{"op":"restart"}', 'no such op'],
      ['an op of another type', '{"op":1}', 'this is no request'],
      ['a review of nothing', '{"op":"review"}', 'there is no request'],
      ['an object that is none', '{"op":"template","object":1}', 'template:'],
      ['a bench of itself', '{"op":"bench","times":1,"of":{"op":"bench"}}', 'bench needs another op'],
      ['a bench without end', '{"op":"bench","times":1e9,"of":{"op":"review"}}', 'this is no request'],
      ['a life that is no duration', '{"op":"open","cacheTTL":"long"}', 'cacheTTL'],
      ['a certificate that is not there', '{"op":"open","cacheTTL":"3m","clientCertificate":"none"}', 'certificate'],
    ])('gives an error and goes on when it is %s', async (_, line, error) => {
      const answer = JSON.parse(await scene.harness.say(line)) as { readonly error: string }
      expect(answer.error).toContain(error)
      await scene.restart('0s')
    })
  })

  it('takes a line of a megabyte', async () => {
    const { allowed } = await scene.harness.review({ request: created(pod({ containers: ['a'.repeat(1 << 20)] })) })
    expect(allowed).toBe(true)
  })

  it('forgets everything when it is opened again', async () => {
    await store('template', probe)
    await store('constraint', constraint({}))
    expect((await scene.harness.review({ request })).allowed).toBe(false)
    await scene.restart('0s')
    expect((await scene.harness.review({ request })).allowed).toBe(true)
  })

  it('gives what the webhook says, and the details that it logs', async () => {
    await store('template', probe)
    await store('constraint', constraint({}))
    expect(await scene.harness.review({ request })).toStrictEqual({
      allowed: false,
      code: 403,
      message: '[probe] no',
      warnings: [],
      results: [{ message: 'no', enforcementAction: 'deny', constraint: 'probe', details: { why: 'because' } }],
    })
  })

  it('gives what an audit finds', async () => {
    await store('template', probe)
    await store('constraint', constraint({}))
    expect(await scene.harness.audit(pod({ containers: ['a:1'] }))).toStrictEqual({
      results: [{ message: 'no', enforcementAction: 'deny', constraint: 'probe', details: { why: 'because' } }],
    })
  })

  it('matches by the labels of the namespace that a request brings', async () => {
    await store('template', probe)
    await store('constraint', constraint({}, { namespaceSelector: { matchLabels: { gate: 'on' } } }))
    const named = { name: 'payments', labels: { gate: 'on' } }
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: named }
    expect((await scene.harness.review({ request, namespace })).allowed).toBe(false)
    expect((await scene.harness.review({ request })).allowed).toBe(true)
  })

  it('measures as many reviews as it is told', async () => {
    const { nanoseconds } = await scene.harness.bench({ request }, 20)
    expect(nanoseconds).toHaveLength(20)
    expect(nanoseconds.every((each) => each > 0)).toBe(true)
  })

  describe('a resource that Gatekeeper refuses', () => {
    it.each([
      [
        'Rego that does not parse',
        templateResource({ kind: 'Probe', parameters: {}, rego: 'package probe\nviolation {' }),
      ],
      [
        'Rego that calls what is not there',
        templateResource({
          kind: 'Probe',
          parameters: {},
          rego: 'package probe\nviolation contains {"msg": "a"} if nothing(1)',
        }),
      ],
      ['another name than its kind', { ...probe, metadata: { name: 'other' } }],
      ['a field that nobody knows', { ...probe, spec: { ...(probe['spec'] as object), surprise: 1 } }],
    ])('is a template with %s', async (_, template) => {
      await expect(store('template', template)).rejects.toThrow()
    })

    it.each([
      ['a parameter of another type', constraint({ size: 'large' })],
      ['a name of 64 characters', { ...constraint({}), metadata: { name: 'a'.repeat(64) } }],
      ['an action that there is not', { ...constraint({}), spec: { enforcementAction: 'refuse' } }],
      ['a kind without a template', { ...constraint({}), kind: 'Nothing' }],
    ])('is a constraint with %s', async (_, refused) => {
      await store('template', probe)
      await expect(store('constraint', refused)).rejects.toThrow()
      await store('constraint', constraint({ size: 1 }))
    })

    const place = (): { readonly url: string; readonly authority: string } => scene.provider
    it.each([
      ['plain http', (): object => providerResource('p', { ...place(), url: place().url.replace('https', 'http') })],
      ['no authority', (): object => providerResource('p', { ...place(), authority: '' })],
      ['an authority that is no certificate', (): object => providerResource('p', { ...place(), authority: 'none' })],
      ['a negative timeout', (): object => providerResource('p', place(), -1)],
      ['no name', (): object => providerResource('', place())],
    ])('is a provider with %s', async (_, refused) => {
      await expect(store('provider', refused())).rejects.toThrow()
      await store('provider', providerResource('p', place()))
    })
  })
})

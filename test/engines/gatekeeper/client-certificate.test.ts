import { describe, expect, it } from 'vitest'
import { created } from './cluster/admission.ts'
import { GOOD } from './cluster/images.ts'
import { constraintResource, providerResource, templateResource } from './cluster/resources.ts'
import { pod } from './cluster/workloads.ts'
import { GATEKEEPER, GATEKEEPER_MISSING } from './harness.ts'
import { answers } from './provider/behaviours.ts'
import { newScene } from './scene.ts'
import { type Credentials, webhookCredentials } from './tls.ts'

/** Admits what has a true value, and so shows whether the provider was reached. */
const REGO = `package reached

answer := external_data({"provider": "reached", "keys": ["a"]})

yes if answer.responses[0] == ["a", true]

violation contains {"msg": answer.system_error} if not yes
`

interface Reached {
  readonly allowed: boolean
  readonly calls: number
}

/** What comes of a request when the provider wants certificates of one authority, and Gatekeeper has this one. */
async function reached(callers: string, webhook: Credentials): Promise<Reached> {
  const { harness, provider, restart, dispose } = await newScene(GATEKEEPER ?? '', { callers }, webhook)
  try {
    await restart('0s')
    provider.behave(answers((keys) => keys.map((key) => ({ key, value: true }))))
    await harness.store('provider', providerResource('reached', provider))
    await harness.store('template', templateResource({ kind: 'Reached', parameters: {}, rego: REGO }))
    const constraint = { kind: 'Reached', name: 'reached', enforcementAction: 'deny', parameters: {} } as const
    await harness.store('constraint', constraintResource(constraint))
    const { allowed } = await harness.review({ request: created(pod({ containers: [GOOD] })) })
    return { allowed, calls: provider.calls.length }
  } finally {
    await dispose()
  }
}

if (GATEKEEPER === undefined) console.log(GATEKEEPER_MISSING)

describe.skipIf(GATEKEEPER === undefined)('a provider that asks who calls', () => {
  it('admits when Gatekeeper has a certificate of the right authority for both purposes', async () => {
    const webhook = webhookCredentials()
    expect(await reached(webhook.authority, webhook)).toStrictEqual({ allowed: true, calls: 1 })
  })

  it('denies when the certificate is of another authority of the same name', async () => {
    expect(await reached(webhookCredentials().authority, webhookCredentials())).toStrictEqual({
      allowed: false,
      calls: 0,
    })
  })

  it('denies when the certificate is for servers alone', async () => {
    const webhook = webhookCredentials(['server'])
    expect(await reached(webhook.authority, webhook)).toStrictEqual({ allowed: false, calls: 0 })
  })

  it('admits when the certificate is for clients alone', async () => {
    const webhook = webhookCredentials(['client'])
    expect(await reached(webhook.authority, webhook)).toStrictEqual({ allowed: true, calls: 1 })
  })
})

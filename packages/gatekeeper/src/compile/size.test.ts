import { type CompiledPolicy, parsePolicy, profileOf } from '@pawl/policy'
import { expect, it } from 'vitest'
import { type CompileOptions, compileGatekeeper } from './compile.ts'

const GATEWAY = { url: 'https://gateway.pawl:8443', authorities: '', timeout: 2 }

/** Some 50 KB in its normal form. */
function large(name: string): CompiledPolicy {
  const values = Array.from({ length: 60 }, (_, index) => `${'x'.repeat(200)}${index}`)
  return parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['ghcr.io/acme/**'],
        require: ['a', 'b', 'c', 'd'].map((each) => ({
          name: each,
          claim: 'review',
          from: ['alice'],
          maxAge: '1h',
          where: [{ field: 'ticket', in: values }],
        })),
      },
    },
    0,
  )
}

function compiled(policies: number, asks: CompileOptions['asks']) {
  const profile = profileOf(Array.from({ length: policies }, (_, index) => large(`p${index}`)))
  const table = { profiles: new Map([[profile.name, profile]]), namespaces: [], unknown: profile }
  return () => compileGatekeeper(table, { asks, gateway: GATEWAY, pins: false })
}

it('refuses policies that no template can hold, in the mode in which it holds them: policy-invalid', () => {
  expect(compiled(6, 'document')).toThrow(expect.objectContaining({ code: 'policy-invalid' }))
  expect(compiled(3, 'document')).not.toThrow()
  expect(compiled(6, 'decision')).not.toThrow()
})

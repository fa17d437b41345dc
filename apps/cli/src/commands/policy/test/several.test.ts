import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { program } from '../../../program.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../../../examples/policy-test/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pawl-test-several-'))
cpSync(EXAMPLE, folder, { recursive: true })
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const HEAD =
  'apiVersion: pawl.dev/v1\nkind: PolicyTest\nmetadata: { name: own }\nspec:\n  trust: trust.yaml\n  policies: [policy.yaml]\n'
const WHOLE = `${HEAD}  cases:
    - name: a case
      now: 2026-01-02T00:00:00Z
      document: good.json
      decision: allow
`
/** What stopped it, with the place in the file. */
async function refusal(text: string): Promise<string> {
  const out = { write: () => undefined, width: 80, paint: (_: string, said: string) => said }
  try {
    let code: number | undefined
    const world = { out, err: out, clock: () => 1_767_312_000, loadOpa: loadEngine }
    await program(world, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', 'policy', 'test', write('own.yaml', text)])
    return `ran: ${code}`
  } catch (error) {
    const { code, lines } = asRefusal(error)
    return `${code} ${lines.map(({ at, message }) => `${at.replaceAll(`${folder}/`, '')} ${message}`).join('; ')}`
  }
}
const at = (place: string, words: string): string =>
  `configuration-invalid own.yaml:${place.replace(': ', ' ')}: ${words}`

describe('several policies and several images', () => {
  const second = readFileSync(join(folder, 'policy.yaml'), 'utf8')
    .replace('name: production', 'name: second')
    .replace('ghcr.io/acme/**', 'ghcr.io/acme/other')
  write('second.yaml', second)
  const TWO = WHOLE.replace('[policy.yaml]', '[policy.yaml, second.yaml]')

  it('name a requirement by its policy where two have it', async () => {
    const named = (name: string, state: string): string => `${TWO}      requirements: { ${name}: ${state} }\n`
    expect(await refusal(named('built-by-our-ci', 'met'))).toBe(
      at(
        '12:40: spec.cases[0].requirements."built-by-our-ci"',
        'is a requirement of several policies: write POLICY/REQUIREMENT',
      ),
    )
    expect(await refusal(named('production/built-by-our-ci', 'met'))).toBe('ran: 0')
    // The second governs another repository: what was never judged is not met, and not unmet either.
    expect(await refusal(named('second/built-by-our-ci', 'met'))).toBe('ran: 1')
    expect(await refusal(named('second/built-by-our-ci', 'unmet'))).toBe('ran: 1')
  })

  it('say of which image a requirement is', async () => {
    const good = JSON.parse(readFileSync(join(folder, 'good.json'), 'utf8'))
    const uncovered = JSON.parse(readFileSync(join(folder, 'uncovered.json'), 'utf8'))
    write('both.json', JSON.stringify({ ...good, images: [...good.images, ...uncovered.images] }))
    const both = WHOLE.replace('good.json', 'both.json').replace('allow', 'deny')
    expect(await refusal(both)).toBe('ran: 0')
    expect(await refusal(`${both}      requirements: { built-by-our-ci: met }\n`)).toBe(
      at('12:21: spec.cases[0].requirements', 'does not say of which image: write it under byImage'),
    )
    const of = (good: string, uncovered: string): string =>
      `${both}      byImage: { "ghcr.io/acme/good:1.0": { decision: ${good} }, "ghcr.io/acme/uncovered:1.0": { decision: ${uncovered} } }\n`
    expect(await refusal(of('allow', 'deny'))).toBe('ran: 0')
    expect(await refusal(of('allow', 'allow'))).toBe('ran: 1')
    expect(await refusal(of('deny', 'deny'))).toBe('ran: 1')
  })

  it('are judged by the profile of a namespace', async () => {
    write(
      'profiles.yaml',
      'apiVersion: pawl.dev/v1\nkind: ProfileConfiguration\nmetadata: { name: p, revision: 1 }\nspec:\n  profiles:\n    - { name: strict, mode: enforce, policies: [second], namespaces: [] }\n    - { name: prod, mode: enforce, policies: [production], namespaces: [prod] }\n  unknownNamespaces: strict\n',
    )
    const asked = (namespace: string): string =>
      TWO.replace('  cases:', `  profiles: profiles.yaml\n  namespace: ${namespace}\n  cases:`)
    expect(await refusal(asked('prod'))).toBe('ran: 0')
    expect(await refusal(asked('unknown'))).toBe('ran: 1')
  })
})

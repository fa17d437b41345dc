import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCompiledPolicy, parseCompiledProfile } from '@pawl/policy'
import { asRefusal } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { program } from '../../../program.ts'

const folder = mkdtempSync(join(tmpdir(), 'pawl-compile-'))

function policyFile(name: string, mode: string): string {
  const path = join(folder, `${name}-${mode}.yaml`)
  const text = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: ${name}, revision: 1 }
spec:
  mode: ${mode}
  images: ["ghcr.io/acme/**"]
  require:
    - { name: reviewed, claim: review, from: [security], maxAge: 14d }
`
  writeFileSync(path, text)
  return path
}

async function compile(
  ...args: readonly string[]
): Promise<{ readonly out: string; readonly refusal: string | undefined }> {
  const lines: string[] = []
  const out = { write: (text: string) => void lines.push(text), width: 80, paint: (_: string, text: string) => text }
  const err = { ...out, write: () => undefined }
  const loadOpa = () => Promise.reject(new Error('nothing is judged here'))
  try {
    const world = { out, err, clock: () => 1_767_312_000, loadOpa }
    await program(world, () => undefined).parseAsync(['node', 'pawl', 'policy', 'compile', ...args])
    return { out: lines.join('\n'), refusal: undefined }
  } catch (error) {
    return { out: lines.join('\n'), refusal: asRefusal(error).code }
  }
}

describe('pawl policy compile', () => {
  const base = policyFile('base', 'audit')
  const team = policyFile('team', 'enforce')

  it('prints a policy when one file is named', async () => {
    const { out } = await compile(base)
    expect(parseCompiledPolicy(JSON.parse(out)).name).toBe('base')
  })

  it('prints the profile of all files when --profile is given', async () => {
    const { out } = await compile(base, team, '--profile')
    const profile = parseCompiledProfile(JSON.parse(out))
    expect(profile).toMatchObject({ name: 'base+team', mode: 'enforce', unmatched: 'deny', validUntil: 'unlimited' })
    expect(profile.policies.map(({ name }) => name)).toEqual(['base', 'team'])
  })

  it('prints nothing when two files are named without --profile: usage', async () => {
    expect(await compile(base, team)).toEqual({ out: '', refusal: 'usage' })
  })

  it('prints nothing when two policies have one name: policy-invalid', async () => {
    expect(await compile(base, policyFile('base', 'warn'), '--profile')).toEqual({ out: '', refusal: 'policy-invalid' })
  })
})

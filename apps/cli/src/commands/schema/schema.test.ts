import { readFileSync } from 'node:fs'
import { asRefusal } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { program } from '../../program.ts'

interface Run {
  readonly code: number | undefined
  readonly out: string
  readonly refusal: string | undefined
}

async function pawl(...args: readonly string[]): Promise<Run> {
  const lines: string[] = []
  let code: number | undefined
  const out = { write: (text: string) => void lines.push(text), width: 80, paint: (_: string, text: string) => text }
  const loadOpa = () => Promise.reject(new Error('nothing is judged here'))
  try {
    await program({ out, err: out, clock: () => 0, loadOpa }, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', ...args])
    return { code, out: lines.join('\n'), refusal: undefined }
  } catch (error) {
    return { code, out: lines.join('\n'), refusal: asRefusal(error).code }
  }
}

const packages = new URL('../../../../../packages/', import.meta.url)

describe('pawl schema', () => {
  it.each([
    ['attestation-policy', 'policy/schemas/attestation-policy.json'],
    ['trust-configuration', 'core/schemas/trust-configuration.json'],
    ['profile-configuration', 'policy/schemas/profile-configuration.json'],
    ['compiled-policy', 'policy/schemas/compiled-policy.json'],
    ['compiled-profile', 'policy/schemas/compiled-profile.json'],
    ['attestation-input', 'document/schema.json'],
  ])('prints %s as its package publishes it: 0', async (name, file) => {
    const { code, out } = await pawl('schema', name)
    expect(`${out}\n`).toBe(readFileSync(new URL(file, packages), 'utf8'))
    expect(code).toBe(0)
  })

  it('names all of them without a name: 0', async () => {
    const { code, out } = await pawl('schema')
    expect(out.split('\n').map((line) => line.split(' ', 1)[0])).toEqual([
      'attestation-policy',
      'trust-configuration',
      'profile-configuration',
      'compiled-policy',
      'compiled-profile',
      'attestation-input',
    ])
    expect(code).toBe(0)
  })

  it.each(['policy', '../document/schema', '__proto__'])('refuses a name that is none: usage (%s)', async (name) => {
    const { code, out, refusal } = await pawl('schema', name)
    expect(refusal).toBe('usage')
    expect(code).toBeUndefined()
    expect(out).toContain('attestation-policy')
  })
})

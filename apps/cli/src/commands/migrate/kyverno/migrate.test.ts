import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { program } from '../../../program.ts'

const KEY = testKey('p256').publicPem
const folder = mkdtempSync(join(tmpdir(), 'pawl-migrate-'))
let files = 0

function write(...documents: readonly unknown[]): string {
  files += 1
  const path = join(folder, `policy-${files}.yaml`)
  writeFileSync(path, documents.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n---\n'))
  return path
}

const scan = {
  type: 'https://cosign.sigstore.dev/attestation/vuln/v1',
  attestors: [{ entries: [{ keys: { publicKeys: KEY } }] }],
}
const policyOf = (spec: object, entry: object = {}) => ({
  apiVersion: 'kyverno.io/v1',
  kind: 'ClusterPolicy',
  metadata: { name: 'require-scan' },
  spec: {
    rules: [{ name: 'scan', verifyImages: [{ imageReferences: ['ghcr.io/acme/*'], attestations: [scan], ...entry }] }],
    ...spec,
  },
})

interface Ran {
  readonly code: number | string | undefined
  readonly text: string
  readonly file: (name: string) => unknown
}

async function migrate(...args: readonly string[]): Promise<Ran> {
  const lines: string[] = []
  const to = { write: (text: string) => void lines.push(text), width: 100, paint: (_: string, text: string) => text }
  let code: number | string | undefined
  try {
    await program({ out: to, err: to, clock: () => 1_767_312_000, loadOpa: loadEngine }, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', 'migrate', 'kyverno', ...args])
  } catch (error) {
    const refusal = asRefusal(error)
    code = refusal.code
    lines.push(...refusal.lines.map(({ at, message }) => `${at}: ${message}`))
  }
  const text = lines.join('\n')
  const printed = code === 0 && args.includes('json') ? JSON.parse(text) : { files: [] }
  return {
    code,
    text,
    file: (name) => parse(printed.files.find((each: { name: string }) => each.name === name)?.text ?? 'null'),
  }
}
const AGED = ['--max-age', '30d', '-o', 'json'] as const

describe('pawl migrate kyverno', () => {
  it('asks whoever runs it how old a scan may be, and invents nothing: usage', async () => {
    const path = write(policyOf({}))
    const refused = await migrate(path)
    expect(refused.code).toBe('usage')
    expect(refused.text).toContain('spec.rules[0].verifyImages[0].attestations[0]')
    expect((await migrate(path, '--max-age', '30d')).code).toBe(0)
  })

  it.each(['30', '0d', '', 'never'])('refuses the age %j: usage', async (age) => {
    expect((await migrate(write(policyOf({})), '--max-age', age)).code).toBe('usage')
  })

  it.each([
    [{}, {}, 'audit'],
    [{ validationFailureAction: 'Enforce' }, {}, 'enforce'],
    [{ validationFailureAction: 'enforce' }, {}, 'enforce'],
    [{ validationFailureAction: 'Audit' }, { failureAction: 'Enforce' }, 'enforce'],
    [{ validationFailureAction: 'Enforce' }, { failureAction: 'Audit' }, 'audit'],
  ])('takes %j, %j as mode %s', async (spec, entry, mode) => {
    const { file } = await migrate(write(policyOf(spec, entry)), ...AGED)
    expect(file('policy.yaml')).toMatchObject({ spec: { mode, images: ['ghcr.io/acme/**'] } })
  })

  it.each([
    [
      'bare signatures alone',
      { attestations: [], attestors: [{ entries: [{ keys: { publicKeys: KEY } }] }] },
      'kyverno-signature',
    ],
    ['attestations of anybody', { attestations: [{ type: scan.type }] }, 'kyverno-signer-open'],
    ['Notary', { type: 'Notary' }, 'kyverno-notary'],
    ['no pattern that can be read', { imageReferences: ['acme/*'] }, 'kyverno-pattern'],
    ['no type', { attestations: [{ attestors: scan.attestors }] }, 'kyverno-unknown'],
  ])('refuses %s, with the code of what is left out: %s', async (_, entry, code) => {
    const { code: refused, text } = await migrate(write(policyOf({}, entry)), ...AGED)
    expect(refused).toBe('nothing-to-migrate')
    expect(text).toContain(code)
  })

  it('refuses a policy without verifyImages: nothing-to-migrate', async () => {
    expect((await migrate(write(policyOf({ rules: [{ name: 'x', validate: {} }] })), ...AGED)).code).toBe(
      'nothing-to-migrate',
    )
  })

  it.each([
    ['another kind', { ...policyOf({}), kind: 'PolicyException' }],
    ['another group', { ...policyOf({}), apiVersion: 'kyverno.io.example/v1' }],
    ['no name', { ...policyOf({}), metadata: {} }],
    ['no spec', { ...policyOf({}), spec: undefined }],
    ['a text', '"x"'],
    ['an alias', 'a: &a 1\nb: *a'],
  ])('refuses %s: configuration-invalid', async (_, document) => {
    expect((await migrate(write(document), ...AGED)).code).toBe('configuration-invalid')
  })

  it('reads lists, several files and several documents, and writes a policy for each', async () => {
    const named = (name: string) => ({ ...policyOf({}), metadata: { name } })
    const list = { apiVersion: 'v1', kind: 'List', items: [named('one'), named('two')] }
    const { code, file } = await migrate(write(list, named('three')), write(named('four')), ...AGED)
    expect(code).toBe(0)
    for (const name of ['one', 'two', 'three', 'four'])
      expect(file(`policy-${name}.yaml`)).toMatchObject({ metadata: { name } })
  })

  it('writes trust, policy and keys into a folder, and never over what is there: output-unwritable', async () => {
    const out = join(folder, 'out')
    const path = write(policyOf({}))
    const { code, text } = await migrate(path, '--max-age', '30d', '--out', out)
    expect(code).toBe(0)
    expect(text).toContain(`wrote ${join(out, 'trust.yaml')}`)
    expect(readdirSync(out, { recursive: true }).toSorted()).toEqual([
      'keys',
      'keys/require-scan-key.pub',
      'policy.yaml',
      'trust.yaml',
    ])
    expect(readFileSync(join(out, 'keys/require-scan-key.pub'), 'utf8')).toBe(KEY)
    expect((await migrate(path, '--max-age', '30d', '--out', out)).code).toBe('output-unwritable')
  })

  it('prints nothing of the source raw', async () => {
    const { code, text } = await migrate(
      write(policyOf({ 'a\u001b[2Jb': 1, surprise: '\u001b]0;x\u0007\u202e' })),
      '--max-age',
      '30d',
    )
    expect(code).toBe(0)
    expect(text).toMatch(/kyverno-unknown {2}spec/)
    for (const character of ['\u001b', '\u0007', '\u202e']) expect(text).not.toContain(character)
  })

  it('names what is left to do, and says less is asked for only where it is', async () => {
    const whole = await migrate(write(policyOf({})), '--max-age', '30d')
    const lacking = await migrate(write(policyOf({ surprise: 1 })), '--max-age', '30d')
    expect(whole.text).toContain('Images that no policy governs were let in by Kyverno.')
    expect(whole.text).not.toContain('until then the proposal asks for less')
    expect(lacking.text).toContain('until then the proposal asks for less')
  })
})

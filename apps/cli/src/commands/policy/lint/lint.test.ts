import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import { fakeSigstore, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { program } from '../../../program.ts'

const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const folder = mkdtempSync(join(tmpdir(), 'pawl-lint-'))
const root = fileURLToPath(new URL('../../../../../../', import.meta.url))
const source = (path: string): string => readFileSync(join(root, path), 'utf8')
const write = (name: string, text: string): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

async function lint(...args: readonly string[]) {
  const lines: string[] = []
  let code: number | undefined
  const out = { write: (text: string) => void lines.push(text), width: 80, paint: (_: string, text: string) => text }
  const world = { out, err: out, clock: () => NOW, loadOpa: loadEngine }
  try {
    await program(world, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', 'policy', 'lint', ...args])
    return { code, out: lines.join('\n').replaceAll(folder, ''), refusal: undefined }
  } catch (error) {
    return { code, out: lines.join('\n'), refusal: asRefusal(error) }
  }
}
async function codes(...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await lint(...args, '-o', 'json')
  return JSON.parse(out).findings.map(
    ({ severity, code, place }: Record<string, string>) => `${severity} ${code} ${place?.replace(/^.*\//, '')}`,
  )
}

const POLICY = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: p, revision: 1 }
spec:
  mode: enforce
  images: [ghcr.io/acme/**]
  require:
    - name: reviewed
      claim: review
      from: [security]
      maxAge: 14d
`
const TRUST = `apiVersion: pawl.dev/v1
kind: TrustConfiguration
metadata: { name: t, revision: 1 }
spec:
  attesters:
    - { name: security, keys: [{ file: security.pub }], claims: [review, qa] }
  summaries:
    - { predicateType: "https://acme.example/qa/v1", claim: qa, fields: { passed: /result/passed } }
`
const policy = write('policy.yaml', POLICY)
const trust = write('trust.yaml', TRUST)
write('security.pub', testKey('ed25519').publicPem)
const changed = (name: string, from: string, to: string): string => write(name, POLICY.replace(from, to))

describe('pawl policy lint', () => {
  it('finds nothing in a policy that says what it means, and says what it did not ask: 0', async () => {
    const run = await lint(policy)
    expect(run).toMatchObject({ code: 0, refusal: undefined })
    expect(run.out).toContain('nothing found, which proves nothing')
    expect(run.out).toContain('without --trust nothing was asked')
    expect((await lint(policy, '--trust', trust)).out).not.toContain('without --trust')
  })

  it('exits with 1 for an error, with 0 for a warning, and with 1 for that when strict', async () => {
    const error = changed('error.yaml', 'ghcr.io/acme/**', 'acme/app')
    const warning = changed('warning.yaml', '14d', 'unlimited')
    const note = changed('note.yaml', '14d', '500d')
    expect(await lint(error)).toMatchObject({ code: 1, refusal: undefined })
    expect(await lint(warning)).toMatchObject({ code: 0 })
    expect(await lint(warning, '--strict')).toMatchObject({ code: 1 })
    expect(await lint(note, '--strict')).toMatchObject({ code: 0 })
  })

  it('shows the place, what is wrong and what to do', async () => {
    const { out } = await lint(changed('warning.yaml', '14d', 'unlimited'))
    expect(out).toContain(`/warning.yaml:11:15  warning  max-age-unlimited  in reviewed
  a review of any age counts, so that an old one can never be taken back by
  waiting
  what to do:  write a duration such as 180d; revoked takes back the rest
`)
    expect(out).toContain('0 errors, 1 warning, 0 notes')
  })

  it('asks the trust configuration who may say what, and what an own claim has', async () => {
    const scan = changed('scan.yaml', 'claim: review', 'claim: vulnerability-scan')
    expect(await codes(scan, '--trust', trust)).toEqual(['error attester-may-not-make-claim scan.yaml:10:14'])
    expect(await codes(scan)).toEqual([])
    const where = '14d\n      where: [{ field: pased, equals: true }]'
    const qa = write('qa.yaml', POLICY.replace('claim: review', 'claim: qa').replace('14d', where))
    expect(await codes(qa, '--trust', trust)).toEqual([
      'error age-never-known qa.yaml:11:15',
      'warning field-unknown qa.yaml:12:24',
    ])
  })

  it('reads the policy as of --at: an exception is long, then soon over, then over', async () => {
    const digest = `sha256:${'a'.repeat(64)}`
    const exception = `{ digest: "${digest}", requirement: reviewed, until: 2026-03-31T00:00:00Z, reason: r, ticket: t }`
    const more = '    - { name: built, claim: release, from: [security], maxAge: 1d }\n'
    const path = write('exception.yaml', `${POLICY}${more}  exceptions:\n    - ${exception}\n`)
    expect(await codes(path)).toEqual([])
    expect(await codes(path, '--at', '2026-03-17T00:00:00Z')).toEqual([
      'warning exception-ends-soon exception.yaml:14:122',
    ])
    expect(await codes(path, '--at', '2026-03-31T00:00:00Z')).toEqual(['warning exception-ended exception.yaml:14:122'])
    expect((await lint(path, '--at', '2025-12-30T00:00:00Z')).refusal).toMatchObject({ code: 'policy-invalid' })
  })

  it('asks documents whether a pattern governs one of their images', async () => {
    const path = changed('wide.yaml', '[ghcr.io/acme/**]', '[ghcr.io/acme/**, quay.io/acme/**]')
    const document = join(root, 'examples/rego/document.json')
    expect(JSON.parse(source('examples/rego/document.json')).images[0].repository).toBe('ghcr.io/acme/app')
    expect(await codes(path, '--documents', document)).toEqual(['warning scope-matches-nothing wide.yaml:6:29'])
    expect(await codes(policy, '--documents', document)).toEqual([])
  })

  it('asks profiles how policies hang together', async () => {
    const profiles = (mode: string): string =>
      `apiVersion: pawl.dev/v1\nkind: ProfileConfiguration\nmetadata: { name: p, revision: 1 }\nspec:\n  profiles:\n    - { name: strict, mode: ${mode}, policies: [p], namespaces: [] }\n  unknownNamespaces: strict\n`
    const path = write('profiles.yaml', profiles('enforce'))
    const other = write('other.yaml', POLICY.replace('name: p,', 'name: q,'))
    expect(await codes(policy, '--profiles', path)).toEqual([])
    expect(await codes(policy, other, '--profiles', path)).toEqual(['warning policy-unused profiles.yaml:5:3'])
    const audit = await lint(policy, '--profiles', write('audit.yaml', profiles('audit')))
    expect(audit.refusal).toMatchObject({ code: 'policy-invalid' })
    expect(audit.refusal?.lines[0]?.at).toMatch(/audit\.yaml:7:22$/)
  })

  it('escapes what others wrote', async () => {
    const path = changed(
      'forged.yaml',
      'maxAge: 14d',
      'maxAge: 14d\n      where: [{ field: reviewerId, glob: "https://acme.example/\\u202eno*" }]',
    )
    expect((await lint(path)).out).toContain('the pattern https://acme.example/\\u{202e}no* ends inside a name')
  })

  it.each([
    ['source-unreadable', ['nothing.yaml']],
    ['policy-invalid', [write('invalid.yaml', POLICY.replace('14d', '14'))]],
    ['policy-invalid', [policy, write('same.yaml', POLICY)]],
    ['trust-invalid', [policy, '--trust', policy]],
    ['configuration-invalid', [policy, '--documents', policy]],
    ['usage', []],
  ])('could not run: %s', async (code, args) => {
    expect(await lint(...args)).toMatchObject({ code: undefined, refusal: { code } })
  })
})

describe('what the house shows to others', () => {
  const [one, two] = [testKey('ed25519'), testKey('p256')]
  const trustedRoot = JSON.stringify(fakeSigstore({ now: NOW }).trustedRoot)

  it('is a demo without a finding', async () => {
    write('demo/out/trusted_root.json', trustedRoot)
    write('demo/out/scanner.pub', one.publicPem)
    write('demo/out/security-team.pub', two.publicPem)
    const files = [
      join(root, 'examples/demo/policy.yaml'),
      '--trust',
      write('demo/trust.yaml', source('examples/demo/trust.yaml')),
    ]
    expect(await codes(...files)).toEqual([])
  })

  it('is examples without a finding', async () => {
    expect(await codes(join(root, 'examples/classic-failures/sound.yaml'))).toEqual([])
  })

  it('is proposals in which there is nothing but their mode to speak of', async () => {
    write('root.json', trustedRoot)
    write('scanner.pub', one.publicPem)
    write('security.pub', two.publicPem)
    const proposal = 'apps/cli/src/commands/policy/propose/expected'
    const proposed = write('proposal/policy.yaml', source(`${proposal}/policy.txt`))
    const by = write('proposal/trust.yaml', source(`${proposal}/trust.txt`))
    expect(await codes(proposed, '--trust', by)).toEqual(['note nothing-enforced policy.yaml:11:9'])
  })
})

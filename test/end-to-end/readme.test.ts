import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = (command: string, args: readonly string[]) => spawnSync(command, args, { cwd: root, encoding: 'utf8' })

/** Commands of a Markdown file's code blocks, as written. */
function commands(file: string, start: string): readonly string[] {
  const blocks = readFileSync(join(root, file), 'utf8').match(/```\n[\s\S]*?```/g) ?? []
  return blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith(start))
}

describe('the README', () => {
  beforeAll(() => {
    // `npm run demo` without its set-up, which the run of these tests has done: it makes the images that the commands name.
    const demo = run(process.execPath, ['examples/demo/dist/main.js'])
    if (demo.status !== 0) throw new Error(`${demo.stdout}${demo.stderr}`)
  })

  it('opens with the two commands', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toMatch(/^# Pawl\n\n```\nnpm run demo\nnpm test\n```\n/)
  })

  const written = commands('README.md', 'npm run pawl --')

  it('names commands to try', () => {
    expect(written.length).toBeGreaterThanOrEqual(3)
  })

  it.each([...written, ...commands('examples/policy-test/README.md', 'npm run pawl --')])(
    'runs as written: %s',
    (command) => {
      const { status, stdout, stderr } = run('bash', ['-c', command])
      expect(stderr).not.toContain('could not')
      expect(stdout).toMatch(/ALLOW|verified|AttestationInput|\d+ passed, 0 failed|^ok 10 - |0 errors/m)
      expect(status).toBe(0)
    },
  )

  it('denies what its first command allows, one image further: 1', () => {
    const command = (written[0] ?? '').replace('acme/good', 'acme/uncovered')
    const { status, stdout } = run('bash', ['-c', command])
    expect(stdout).toContain('DENY')
    expect(status).toBe(1)
  })
})

/** What the snippet of each package README takes from around it. */
const AROUND: ReadonlyMap<string, string> = new Map([
  ['document', 'declare const text: string'],
  [
    'core',
    "declare const configuration: unknown, evidence: readonly import('@pawl/core').FetchedEvidence[], now: number, readFile: (path: string) => Uint8Array, readPinnedRoot: () => Uint8Array",
  ],
  [
    'policy',
    'declare const parsedYaml: unknown, document: unknown, now: number, sha256: (bytes: Uint8Array) => string',
  ],
  [
    'configuration',
    "declare const bytes: Uint8Array, operatorKey: import('@pawl/core').PublicKey, seen: readonly import('@pawl/configuration').SeenRevision[], now: number",
  ],
  [
    'opa',
    "declare const document: import('@pawl/document').InputDocument, profile: import('@pawl/policy').CompiledProfile, now: number, admit: () => void, operatorPem: string, bytes: Uint8Array<ArrayBuffer>, seen: readonly import('@pawl/opa').SeenBundle[], tokenFile: string, pins: import('@pawl/opa').OpaBundlePins, keep: () => void, report: () => void, clock: () => number, schedule: import('@pawl/opa').LiveOptions['schedule']",
  ],
  [
    'gatekeeper',
    "declare const json: unknown, world: import('@pawl/gatekeeper').ValidationWorld, found: (key: import('@pawl/gatekeeper').ValidationKey) => import('@pawl/policy').Found",
  ],
  [
    'kyverno',
    "declare const json: unknown, world: import('@pawl/kyverno').KyvernoWorld, found: (reference: string) => import('@pawl/policy').Found",
  ],
  ['setup', "declare const now: number, access: import('@pawl/setup').RegistryAccess"],
  ['testkit', 'declare const now: number'],
  [
    'workers',
    "declare const configuration: unknown, files: ReadonlyMap<string, Uint8Array>, publicGood: Uint8Array, evidence: readonly import('@pawl/core').FetchedEvidence[], subject: import('@pawl/core').Subject, now: number",
  ],
])

describe('the snippets of the package READMEs', () => {
  it('compile as written', () => {
    const folder = join(root, 'test/node_modules/.cache/snippets')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const names = readdirSync(join(root, 'packages')).flatMap((name) => snippets(name, folder))
    expect(names.length).toBeGreaterThanOrEqual(3)
    const base = { extends: '../../../../tsconfig.base.json', files: [], references: [] }
    // As an installed package: from what was built. Names that a snippet only shows are no fault there.
    const options = {
      customConditions: [],
      noEmit: true,
      composite: false,
      types: ['node'],
      noUnusedLocals: false,
      isolatedDeclarations: false,
    }
    const lenient = {
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: false,
      declaration: false,
      declarationMap: false,
    }
    const config = { ...base, files: names, compilerOptions: { ...options, ...lenient } }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const { status, stdout } = run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder])
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })
})

/** Writes each `ts` block of one README as a module of its own, and gives their names. */
function snippets(name: string, folder: string): readonly string[] {
  const readme = readFileSync(join(root, 'packages', name, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '')
  return blocks.map((code, index) => {
    const file = `${name}-${index}.ts`
    writeFileSync(join(folder, file), `${AROUND.get(name) ?? ''}\nexport {}\n${code}`)
    return file
  })
}

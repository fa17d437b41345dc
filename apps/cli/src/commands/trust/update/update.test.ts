import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { loadTrust } from '@pawl/core'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import { type Answer, fakeSigstore, serveFiles, type TufRepository, testKey, tufRepository } from '@pawl/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { program } from '../../../program.ts'

const NOW = 1_790_000_000
const ROOT = JSON.stringify(fakeSigstore({ now: NOW }).trustedRoot)

interface Scene {
  readonly repository: TufRepository
  readonly answers: Map<string, Answer>
  readonly folder: string
  readonly file: string
  readonly mirror: string
  /** The exit code, what was printed, and why not. */
  readonly run: (options?: Run) => Promise<{ readonly code?: number; readonly out: string; readonly refused?: string }>
}

interface Run {
  readonly more?: readonly string[]
  readonly now?: number
  readonly root?: string
}

async function scene(): Promise<Scene> {
  const repository = tufRepository({ now: NOW, targets: { 'trusted_root.json': ROOT } })
  const folder = mkdtempSync(join(tmpdir(), 'pawl-update-'))
  writeFileSync(join(folder, 'root.json'), repository.publishRoot())
  repository.publish()
  const answers = new Map<string, Answer>()
  const served = await serveFiles(repository.files, answers)
  onTestFinished(served.close)
  const file = join(folder, 'tuf', 'acme.json')
  const run: Scene['run'] = async ({ more = [], now = NOW, root = join(folder, 'root.json') } = {}) => {
    const lines: string[] = []
    const out = { write: (text: string) => lines.push(text), width: 100, paint: (_: string, text: string) => text }
    const world = { out, err: out, clock: () => now, loadOpa: loadEngine }
    const args = ['--mirror', served.url.href, '--root', root, '--out', file, ...more]
    let code: number | undefined
    try {
      await program(world, (given) => {
        code = given
      }).parseAsync(['node', 'pawl', 'trust', 'update', ...args])
    } catch (error) {
      return { out: lines.join('\n'), refused: asRefusal(error).code }
    }
    return { out: lines.join('\n'), ...(code === undefined ? {} : { code }) }
  }
  return { repository, answers, folder, file, mirror: served.url.href, run }
}

/** Whether a trust configuration that names the file can be loaded. */
const rootsOf = (file: string) =>
  loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: { attesters: [], roots: [{ name: 'acme', refreshed: file }] },
    },
    { file: (path) => readFileSync(path), publicGood: () => new Uint8Array() },
  ).roots

describe('pawl trust update', () => {
  it('writes a file that a trust configuration can name, and nothing else beside it: 0', async () => {
    const { run, file, folder } = await scene()
    const { code, out } = await run()
    expect(code).toBe(0)
    expect(out).toMatch(/^WRITTEN .*acme\.json\n {2}counts until 2026-09-28T14:13:20Z, 7 d more\n {2}root 1, /)
    expect(rootsOf(file)).toMatchObject([{ validUntil: NOW + 604_800 }])
    expect(readdirSync(join(folder, 'tuf'))).toEqual(['acme.json'])
  })

  it('says when nothing is new, and gives the facts to programs: 0', async () => {
    const { run, repository } = await scene()
    await run()
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('UP TO DATE') })
    repository.publish()
    const { out } = await run({ more: ['-o', 'json'] })
    expect(JSON.parse(out)).toEqual({
      changed: true,
      expires: '2026-09-28T14:13:20Z',
      versions: { root: 1, timestamp: 2, snapshot: 2, targets: 2 },
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    })
  })

  it.each<[string, (scene: Scene) => void, Run?]>([
    ['tuf-unreachable', ({ answers }) => answers.set('timestamp.json', (response) => response.destroy())],
    ['tuf-malformed', ({ repository }) => repository.publish({ timestamp: () => ({}) })],
    ['tuf-unsigned', ({ repository }) => repository.keys.targets.splice(0, 1, testKey('p256')) && repository.publish()],
    ['tuf-expired', () => undefined, { now: NOW + 604_800 }],
    [
      'tuf-rollback',
      ({ repository }) => {
        Object.assign(repository.versions, { timestamp: 0 })
        repository.publish()
      },
    ],
    [
      'tuf-mismatch',
      ({ repository }) => {
        for (const path of repository.files.keys())
          if (path.startsWith('targets/')) repository.files.set(path, Buffer.from('x'.repeat(ROOT.length)))
      },
    ],
    [
      'trusted-root-invalid',
      ({ repository }) => {
        repository.targets.set('trusted_root.json', Buffer.from('{}'))
        repository.publish()
      },
    ],
    [
      'tuf-state-invalid',
      ({ folder }) => writeFileSync(join(folder, 'root.json'), `${readFileSync(join(folder, 'root.json'), 'utf8')} `),
    ],
  ])('leaves the file as it was: %s', async (refused, spoil, run = {}) => {
    const all = await scene()
    all.repository.publish()
    expect(await all.run()).toMatchObject({ code: 0 })
    const before = readFileSync(all.file)
    spoil(all)
    expect(await all.run(run)).toMatchObject({ refused })
    expect(readFileSync(all.file)).toEqual(before)
    expect(readdirSync(join(all.folder, 'tuf'))).toEqual(['acme.json'])
  })

  it('ends with 2 and says what to do, in a process of its own: tuf-unreachable', async () => {
    const { folder, file } = await scene()
    const main = fileURLToPath(new URL('../../../main.ts', import.meta.url))
    const mirror = 'http://127.0.0.1:9/nobody'
    const args = ['trust', 'update', '--mirror', mirror, '--root', join(folder, 'root.json'), '--out', file]
    const { status, stderr, stdout } = spawnSync(process.execPath, ['--conditions=@pawl/source', main, ...args], {
      encoding: 'utf8',
      env: { NO_COLOR: '1' },
    })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(
      'tuf-unreachable: the mirror did not answer as it should\n  http://127.0.0.1:9/nobody/2.root.json\n',
    )
    expect(stderr).toContain('what to do: see that --mirror is right')
  })

  it('reads no first time out of a file that it may not read or that is damaged', async () => {
    const { run, file } = await scene()
    await run()
    writeFileSync(file, readFileSync(file).subarray(0, 900))
    expect(await run()).toMatchObject({ refused: 'tuf-state-invalid' })
    writeFileSync(file, '')
    expect(await run()).toMatchObject({ refused: 'tuf-state-invalid' })
  })

  it('puts nothing in the place of what somebody else wrote meanwhile: output-unwritable', async () => {
    const { run, file, answers, repository } = await scene()
    await run()
    repository.publish()
    // The slower of two that run at once: the other one has written before this one gets its last file.
    answers.set('timestamp.json', (response) => {
      writeFileSync(file, 'by another')
      response.writeHead(200).end(repository.files.get('timestamp.json'))
    })
    expect(await run()).toMatchObject({ refused: 'output-unwritable' })
    expect(readFileSync(file, 'utf8')).toBe('by another')
  })

  it('refuses a folder that cannot be written to: output-unwritable', async () => {
    const { run, folder } = await scene()
    writeFileSync(join(folder, 'tuf'), 'no folder')
    expect(await run()).toMatchObject({
      refused: expect.stringMatching(/^(output-unwritable|source-unreadable|defect)$/),
    })
  })

  it.each([
    ['--mirror', 'ftp://tuf.test'],
    ['--mirror', 'tuf.test'],
    ['--mirror', 'https://user:secret@tuf.test'],
    ['--mirror', 'https://tuf.test/?x=y'],
    ['--target', '../trusted_root.json'],
    ['--target', 'a/../b'],
    ['--target', '/etc/passwd'],
    ['--target', 'a//b'],
    ['--target', ''],
    ['--target', 'a b'],
  ])('refuses %s %j: usage', async (option, value) => {
    const { run } = await scene()
    expect(await run({ more: [option, value] })).toMatchObject({ refused: 'usage' })
  })
})

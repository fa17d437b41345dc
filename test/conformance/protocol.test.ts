import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { program } from '../../apps/cli/src/program.ts'
import { CORPUS } from '../corpus/corpus-files.ts'
import { type ConformanceCase, conformanceCases } from './cases.ts'

const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))

interface Answer {
  readonly status: number
  readonly said: string
}

/** As the suite calls a client: a process in the directory of the case. */
function client(folder: string, args: readonly string[]): Answer {
  const command = ['--conditions=@pawl/source', MAIN, 'conformance', 'verify-bundle']
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return { status: status ?? -1, said: `${stdout}${stderr}`.trim() }
}

/** The same program in this process, where starting one is the most of it: with paths that do not depend on the folder. */
async function sameClient(folder: string, args: readonly string[]): Promise<Answer> {
  const files = new Set(['--bundle', '--key', '--trusted-root'])
  const placed = args.map((arg, index) => {
    const isFile = files.has(args[index - 1] ?? '') || (index === args.length - 1 && !arg.startsWith('sha256:'))
    return isFile ? join(folder, arg) : arg
  })
  const lines: string[] = []
  const out = { write: (text: string) => void lines.push(text), width: 80, paint: (_: string, text: string) => text }
  const world = { out, err: out, clock: () => NOW, loadOpa: () => Promise.reject(new Error('nothing is judged here')) }
  let status = 2
  try {
    await program(world, (code) => {
      status = code
    }).parseAsync(['node', 'pawl', 'conformance', 'verify-bundle', ...placed])
  } catch {
    // main.ts makes 2 of every throw, which it is already.
  }
  return { status, said: lines.join('\n') }
}

/** Beyond every certificate of the corpus. */
const NOW = 1_800_000_000

/** What is not about the bundle: a key that is none, and a trusted root that is none. */
const NOT_LOOKED_AT = ['managed-key-wrong-key_fail', 'trust-root-tlog-missing-validity-start_fail']

function expected({ name, verifies }: ConformanceCase): number {
  if (verifies) return 0
  return NOT_LOOKED_AT.includes(name) ? 2 : 1
}

if (CORPUS === undefined) {
  describe('the client protocol of sigstore-conformance', () => {
    it('is not driven when PAWL_CORPUS is not set', (context) => {
      console.log('conformance: SKIPPED, no case was asked about: PAWL_CORPUS names no folder')
      context.skip('PAWL_CORPUS names no folder')
    })
  })
} else {
  describe('the client protocol of sigstore-conformance', () => {
    const cases = conformanceCases()

    it('has cases of both outcomes', () => {
      const verifying = cases.filter(({ verifies }) => verifies).length
      console.log(`conformance: ${cases.length} cases, ${verifying} verify; each by path and by digest`)
      expect([cases.length, verifying]).toEqual([30, 5])
    })

    it.each(cases.map((each) => [each.name, each] as const))(
      'answers %s as its name says, by path and by digest',
      async (_, each) => {
        const { status, said } = client(each.folder, [...each.options, each.artifact])
        expect({ status, verified: said === 'verified' }, said).toEqual({
          status: expected(each),
          verified: each.verifies,
        })
        expect((await sameClient(each.folder, [...each.options, each.artifact])).status).toBe(status)
        expect((await sameClient(each.folder, [...each.options, each.digest])).status).toBe(status)
      },
    )

    const good = cases.filter(({ verifies }) => verifies)

    it.each(good.map((each) => [each.name, each] as const))('refuses %s for another artifact', async (_, each) => {
      const digest = each.digest.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
      for (const artifact of [digest, 'bundle.sigstore.json']) {
        expect((await sameClient(each.folder, [...each.options, artifact])).status).toBe(1)
      }
    })

    it.each(good.filter(({ options }) => !options.includes('--key')).map((each) => [each.name, each] as const))(
      'refuses %s for another identity, and for another issuer: identity-unknown',
      async (_, each) => {
        for (const named of ['--certificate-identity', '--certificate-oidc-issuer']) {
          const at = each.options.indexOf(named) + 1
          const written = String(each.options[at])
          for (const other of [`${written}x`, written.slice(0, -1), '**', '']) {
            const answer = await sameClient(each.folder, [...each.options.with(at, other), each.artifact])
            expect(answer, other).toEqual({ status: 1, said: 'not verified: identity-unknown' })
          }
        }
      },
    )
  })
}

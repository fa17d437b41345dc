import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asRefusal } from '@pawl/setup'
import { encodeStatement, fakeSigstore, githubIdentity, statement, testKey } from '@pawl/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../program.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW })
const identity = githubIdentity({ repository: 'acme/app' })
const artifact = Buffer.from('the artifact')
const digest = createHash('sha256').update(artifact).digest('hex')
const payload = encodeStatement(
  statement({ subject: [{ digest: { sha256: digest } }], predicateType: 'https://test/p', predicate: {} }),
)
const key = testKey('p256')
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
const ISSUER = 'https://token.actions.githubusercontent.com'

let folder: string
const at = (name: string): string => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-conformance-'))
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'a.txt': artifact,
    'b.txt': 'another artifact',
    'root.json': JSON.stringify(sigstore.trustedRoot),
    'key.pub': key.publicPem,
    'other.pub': testKey('p256').publicPem,
    'envelope.json': JSON.stringify(sigstore.bundle({ payload, identity })),
    'forged.json': JSON.stringify(sigstore.bundle({ payload, identity, forge: 'signature-by-other-key' })),
    'message.json': JSON.stringify(sigstore.bundle({ payload: artifact, identity, forge: 'message-signature' })),
    'key-envelope.json': JSON.stringify(sigstore.keyBundle({ payload, key })),
    'key-message.json': JSON.stringify(
      sigstore.keyBundle({ payload: artifact, key, log: 'none', forge: 'message-signature' }),
    ),
    'none.json': '{}',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content)
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Run {
  readonly code: number | string | undefined
  readonly out: string
}

async function run(bundle: string, what: string, ...who: readonly string[]): Promise<Run> {
  const lines: string[] = []
  let code: number | undefined
  const out = { write: (text: string) => void lines.push(text), width: 80, paint: (_: string, text: string) => text }
  const loadOpa = () => Promise.reject(new Error('nothing is judged here'))
  const args = ['--bundle', at(bundle), ...who, '--trusted-root', at('root.json'), what]
  try {
    await program({ out, err: out, clock: () => NOW, loadOpa }, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', 'conformance', 'verify-bundle', ...args])
    return { code, out: lines.join('\n') }
  } catch (error) {
    return { code: asRefusal(error).code, out: '' }
  }
}

const somebody = (name = WORKFLOW, issuer = ISSUER): readonly string[] => [
  '--certificate-identity',
  name,
  '--certificate-oidc-issuer',
  issuer,
]

describe('pawl conformance verify-bundle', () => {
  it.each(['envelope.json', 'message.json'])(
    'verifies %s, by path and by digest, for who signed and nobody else',
    async (bundle) => {
      for (const what of [at('a.txt'), `sha256:${digest}`]) {
        expect(await run(bundle, what, ...somebody())).toEqual({ code: 0, out: 'verified' })
        const unknown = { code: 1, out: 'not verified: identity-unknown' }
        expect(await run(bundle, what, ...somebody(`${WORKFLOW}x`))).toEqual(unknown)
        expect(await run(bundle, what, ...somebody('**'))).toEqual(unknown)
        expect(await run(bundle, what, ...somebody(WORKFLOW, `${ISSUER}/x`))).toEqual(unknown)
        expect(await run(bundle, what, '--key', at('key.pub'))).toMatchObject({ code: 1 })
      }
    },
  )

  it.each(['key-envelope.json', 'key-message.json'])(
    'verifies %s, by path and by digest, for its key and no other',
    async (bundle) => {
      for (const what of [at('a.txt'), `sha256:${digest}`]) {
        expect(await run(bundle, what, '--key', at('key.pub'))).toEqual({ code: 0, out: 'verified' })
        expect(await run(bundle, what, '--key', at('other.pub'))).toMatchObject({ code: 1 })
        expect(await run(bundle, what, ...somebody())).toMatchObject({ code: 1 })
      }
    },
  )

  it.each(['envelope.json', 'message.json'])('refuses %s for another artifact: subject-mismatch', async (bundle) => {
    const mismatch = { code: 1, out: 'not verified: subject-mismatch' }
    expect(await run(bundle, at('b.txt'), ...somebody())).toEqual(mismatch)
    expect(await run(bundle, `sha256:${'0'.repeat(64)}`, ...somebody())).toEqual(mismatch)
  })

  it.each([
    ['forged.json', 'signature-invalid'],
    ['none.json', 'evidence-unrecognised'],
    ['a.txt', 'json-invalid'],
  ])('refuses %s: %s', async (bundle, code) => {
    expect(await run(bundle, at('a.txt'), ...somebody())).toEqual({ code: 1, out: `not verified: ${code}` })
  })

  it('could not look where a file is not there, or nobody is named', async () => {
    expect(await run('gone.json', at('a.txt'), ...somebody())).toMatchObject({ code: 'source-unreadable' })
    expect(await run('envelope.json', at('gone.txt'), ...somebody())).toMatchObject({ code: 'source-unreadable' })
    // Not the look of a digest, so a file.
    expect(await run('envelope.json', `sha256:${digest.toUpperCase()}`, ...somebody())).toMatchObject({
      code: 'source-unreadable',
    })
    expect(await run('envelope.json', at('a.txt'))).toMatchObject({ code: 'usage' })
    expect(await run('envelope.json', at('a.txt'), '--certificate-identity', WORKFLOW)).toMatchObject({ code: 'usage' })
    expect(await run('envelope.json', at('a.txt'), ...somebody(), '--key', at('key.pub'))).toMatchObject({
      code: 'usage',
    })
  })
})

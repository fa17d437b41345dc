import { spawn, spawnSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { fakeSigstore, serveFiles, testKey, tufRepository } from '@pawl/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'

const PAGE = readFileSync(new URL('../../docs/trust.md', import.meta.url), 'utf8')
const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
const NOW = Math.floor(Date.now() / 1000)
const KEY = testKey('p256')
const ROOT = fakeSigstore({ now: NOW, second: true }).trustedRoot
/** Code of the page in fences of a kind, as it is written. */
const blocks = (kind: string): readonly string[] =>
  [...PAGE.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, of, text]) => (of === kind ? [text ?? ''] : []))
const commands = blocks('').flatMap((block) => block.trimEnd().split('\n'))

/** A folder with the keys and roots that the page names. */
function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-trust-page-'))
  const write = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text)
  write('security-team.pub', KEY.publicPem)
  write('security-team-2027.pub', testKey('ed25519').publicPem)
  write('security-team.key', KEY.privatePem)
  write('release.der', KEY.spki)
  write('trusted_root.json', JSON.stringify(ROOT))
  write('github.json', JSON.stringify({ ...ROOT, tlogs: [], ctlogs: [] }))
  const expires = new Date((NOW + 3600) * 1000).toISOString().replace(/\.\d+/, '')
  const refreshed = { apiVersion: 'pawl.dev/v1', kind: 'RefreshedRoot', expires, trustedRoot: ROOT, tuf: {} }
  write('public-good.json', JSON.stringify(refreshed))
  return folder
}

const pawl = (cwd: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, ['--conditions=@pawl/source', MAIN, ...args], { cwd, encoding: 'utf8' })

describe('the trust configurations of docs/trust.md', () => {
  const written = blocks('yaml')

  it('are one for each kind of signer and root', () => {
    expect(written).toHaveLength(6)
    for (const member of [
      'keys:',
      'validUntil:',
      'certificate:',
      'sigstore:',
      'refreshed:',
      'trustedRoot:',
      'require:',
    ])
      expect(written.join()).toContain(member)
  })

  it.each(written)('is loaded as written: %#', (text) => {
    const folder = folderOf()
    writeFileSync(join(folder, 'trust.yaml'), text)
    const { status, stderr } = pawl(folder, 'inspect', `sha256:${'a'.repeat(64)}`, '--trust', 'trust.yaml')
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it.each(written)('is refused with one member misspelt: %#', (text) => {
    const folder = folderOf()
    const broken = text.replace(/(?<= )(keys|issuer):/, '$1x:')
    expect(broken).not.toBe(text)
    writeFileSync(join(folder, 'trust.yaml'), broken)
    expect(pawl(folder, 'inspect', `sha256:${'a'.repeat(64)}`, '--trust', 'trust.yaml').status).toBe(2)
  })
})

/** Cloud tools that answer as their manuals say: they cannot run here, but what the page does with the answer can. */
const CLOUD: Readonly<Record<string, string>> = {
  aws: `echo ${Buffer.from(KEY.spki).toString('base64')}`,
  gcloud: 'cp security-team.pub release.pub',
  az: 'cp security-team.pub release.pub',
  gh: `cat both.jsonl`,
}

async function run(command: string) {
  const folder = folderOf()
  mkdirSync(join(folder, 'bin'))
  for (const [name, script] of Object.entries(CLOUD)) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, 'bin', name), 0o755)
  }
  const rsa = createPublicKey(testKey('rsa').publicPem).export({ type: 'pkcs1', format: 'pem' })
  writeFileSync(join(folder, 'old.pem'), rsa)
  const github = {
    ...ROOT,
    certificateAuthorities: ROOT.certificateAuthorities.map((each) => ({ ...each, uri: 'fulcio.githubapp.com' })),
  }
  writeFileSync(join(folder, 'both.jsonl'), `${JSON.stringify(ROOT)}\n${JSON.stringify(github)}\n`)
  const PATH = `${join(folder, 'bin')}:${process.env['PATH']}`
  const result = spawnSync('bash', ['--norc', '-eo', 'pipefail', '-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH },
  })
  return { folder, ...result }
}

/** Tools of the page that are not on this machine. */
const MISSING = ['openssl', 'base64', 'jq'].filter(
  (name) => spawnSync('bash', ['-c', `command -v ${name}`]).status !== 0,
)
const runs = (command: string): boolean => !MISSING.some((name) => command.includes(`${name} `))
if (MISSING.length > 0) console.log(`commands of docs/trust.md left out: this machine has no ${MISSING.join(', ')}`)

describe('the commands of docs/trust.md', () => {
  it('are all of a kind that is run below', () => {
    expect(commands.length).toBeGreaterThanOrEqual(9)
    expect(commands.filter((each) => !/^(openssl|aws|gcloud|az|gh|jq|pawl trust update) /.test(each))).toEqual([])
  })

  it.each(commands.filter((each) => runs(each) && /^(openssl|aws|gcloud|az) /.test(each)))(
    'writes a key that is taken: %s',
    async (command) => {
      const { folder, stderr, status } = await run(command)
      expect(stderr.replace(/^writing RSA key\n/, '')).toBe('')
      expect(status).toBe(0)
      const [, file = ''] = /(?:-out|--output-file|--file) (\S+)/.exec(command) ?? []
      copyFileSync(join(folder, file), join(folder, 'security-team.pub'))
      writeFileSync(join(folder, 'trust.yaml'), blocks('yaml')[0] ?? '')
      expect(pawl(folder, 'inspect', `sha256:${'a'.repeat(64)}`, '--trust', 'trust.yaml').status).toBe(0)
    },
  )

  it.each(commands.filter((each) => runs(each) && /^(gh|jq) /.test(each)))(
    'writes a root that is taken: %s',
    async (command) => {
      const { folder, status } = await run(command)
      expect(status).toBe(0)
      const [, file = ''] = /> (\S+)$/.exec(command) ?? []
      const text = readFileSync(join(folder, file), 'utf8')
      expect(JSON.parse(text)).toMatchObject({ mediaType: ROOT.mediaType })
      expect(text.includes('githubapp')).toBe(command.startsWith('gh '))
    },
  )

  it.each(commands.filter((each) => each.startsWith('pawl ')))(
    'is what pawl understands, and refreshes: %s',
    async (command) => {
      const folder = mkdtempSync(join(tmpdir(), 'pawl-trust-page-'))
      const repository = tufRepository({ now: NOW, targets: { 'trusted_root.json': JSON.stringify(ROOT) } })
      writeFileSync(join(folder, 'root.json'), repository.publishRoot())
      repository.publish()
      const served = await serveFiles(repository.files)
      onTestFinished(served.close)
      // The mirror of the page is another one; its root comes with it.
      const words = command
        .split(' ')
        .slice(1)
        .map((word) => (word.startsWith('https://') ? served.url.href : word))
      const own = words.includes('--mirror') ? [] : ['--mirror', served.url.href, '--root', 'root.json']
      const child = await spawned(folder, [...words, ...own])
      expect(child).toMatchObject({ status: 0, stdout: expect.stringMatching(/^WRITTEN /) })
    },
  )
})

/** Not `spawnSync`: the server that is asked runs in this process. */
async function spawned(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly status: number | null; readonly stdout: string }> {
  const child = spawn(process.execPath, ['--conditions=@pawl/source', MAIN, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.on('data', (part) => {
    stdout += part
  })
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { status, stdout }
}

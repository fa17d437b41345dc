import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type CredentialSource, dockerConfig, pullSecret } from '@pawl/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/registries.md', import.meta.url)), 'utf8')
const blocks = (language: string): readonly string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, block]) => block ?? '')

const find = (source: CredentialSource, registry: string): Promise<unknown> =>
  source.find({ registry, path: 'acme/app', signal: AbortSignal.timeout(10_000) })
const BOT = { kind: 'password', username: 'acme-bot', password: 'token' }

describe('docs/registries.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-helpers-'))
  const path = process.env['PATH'] ?? ''
  // Programs that answer as the helpers do, each with its own name, so that it is seen which was asked.
  beforeAll(() => {
    for (const name of ['ecr-login', 'gcloud', 'acr-env', 'pass']) {
      const file = join(folder, `docker-credential-${name}`)
      writeFileSync(
        file,
        `#!/bin/sh\nread host\necho "{\\"ServerURL\\":\\"$host\\",\\"Username\\":\\"${name}\\",\\"Secret\\":\\"$1\\"}"\n`,
      )
      chmodSync(file, 0o755)
    }
    process.env['PATH'] = `${folder}:${path}`
  })
  afterAll(() => {
    process.env['PATH'] = path
    rmSync(folder, { recursive: true })
  })

  const configs = blocks('json').map((block) => dockerConfig(JSON.parse(block)))
  it('has a configuration for a token and for each of three clouds', () => expect(configs).toHaveLength(4))

  it.each([
    [0, 'ghcr.io', BOT],
    [
      1,
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
      { kind: 'password', username: 'ecr-login', password: 'get' },
    ],
    [2, 'europe-docker.pkg.dev', { kind: 'password', username: 'gcloud', password: 'get' }],
    [3, 'acme.azurecr.io', { kind: 'password', username: 'acr-env', password: 'get' }],
    [3, 'quay.io', { kind: 'password', username: 'pass', password: 'get' }],
  ])('gives credentials by configuration %i to %s', async (index, registry, expected) => {
    const source = configs[index] as CredentialSource
    expect(await find(source, registry)).toMatchObject(expected)
  })

  it.each([
    [0, 'ghcr.io.example.com'],
    [1, '123456789012.dkr.ecr.eu-west-1.amazonaws.com'],
    [2, 'us-docker.pkg.dev'],
  ])('gives none by configuration %i to %s', async (index, registry) => {
    expect(await find(configs[index] as CredentialSource, registry)).toBeUndefined()
  })

  it('gives those of a pull secret to its registry alone', async () => {
    const [secret = ''] = blocks('yaml')
    const source = pullSecret(parse(secret), 'pull.yaml')
    expect(await find(source, 'registry.example.com')).toMatchObject(BOT)
    expect(await find(source, 'example.com')).toBeUndefined()
  })
})

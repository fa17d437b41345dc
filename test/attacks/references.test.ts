import { type RecordingProxy, recordingProxy } from '@pawl/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type GatewayScene, gatewayScene, reviewPolicy } from '../gateway/scene.ts'
import { askedOf, PATIENT } from './gateway.ts'

const GOVERNED = 'REGISTRY/acme/**", "ghcr.io/acme/**", "docker.io/library/**'

let proxy: RecordingProxy
let scene: GatewayScene
beforeAll(async () => {
  // Nobody is behind it: whoever is asked is recorded, and the tunnel is refused, which the sources call a timeout.
  proxy = await recordingProxy(() => undefined)
  const environment = { HTTPS_PROXY: proxy.url }
  scene = await gatewayScene({
    policies: { 'p.yaml': reviewPolicy('p', 'enforce', GOVERNED) },
    environment,
    ...PATIENT,
  })
})
afterAll(async () => {
  await scene.close()
  await proxy.close()
})

/** What is said of a reference, and who was asked for it. */
async function asked(reference: string) {
  const [requests, tunnels] = [scene.registry.requests.length, proxy.asked.length]
  const said = await askedOf(scene, reference, 'p')
  return { said, asks: [...new Set(proxy.asked.slice(tunnels))], requests: scene.registry.requests.length - requests }
}

const NOT_GOVERNED = { said: 'deny p/reviewed: not-governed', asks: [], requests: 0 }
const INVALID = { said: 'deny reference-invalid', asks: [], requests: 0 }

it('C85 a repository that begins like a governed one is not governed, and its registry is not asked', async () => {
  const { pinned } = scene.good
  expect((await asked(pinned)).said).toBe('allow')
  const { host, port } = scene.registry
  for (const lookalike of [
    pinned.replace('/acme/', '/acme-evil/'),
    pinned.replace('/acme/', '/acme.evil/'),
    pinned.replace('/acme/app', '/acme'),
    pinned.replace('/acme/', '/evil/acme/'),
    pinned.replace(host, `localhost:${port}`),
    pinned.replace(host, `127.0.0.1.evil.test:${port}`),
    pinned.replace(host, '127.0.0.1'),
    pinned.replace(`${host}/`, ''),
  ]) {
    expect([lookalike, await asked(lookalike)]).toStrictEqual([lookalike, NOT_GOVERNED])
  }
})

it('C85 every spelling of a governed repository is governed, and asks its registry alone', async () => {
  const digest = scene.good.digest
  for (const [name, spellings] of [
    ['ghcr.io:443', ['ghcr.io/acme/app', 'GHCR.IO/acme/app', 'ghcr.io:443/acme/app', 'ghcr.io./acme/app']],
    [
      'registry-1.docker.io:443',
      ['app', 'library/app', 'docker.io/app', 'DOCKER.io/library/app', 'docker.io:443/app', 'index.docker.io/app'],
    ],
  ] as const) {
    for (const spelling of spellings) {
      const { said, asks } = await asked(`${spelling}@${digest}`)
      expect([spelling, said, asks]).toStrictEqual([spelling, '503 timeout', [name]])
    }
  }
  for (const lookalike of [
    'evil-ghcr.io/acme/app',
    'ghcr.io.evil.test/acme/app',
    'ghcr.io:8443/acme/app',
    'ghcr.io/acme',
    'ghcr.io/acme-evil/app',
    'evil.test/ghcr.io/acme/app',
    'acme/app',
    'docker.io/acme/app',
    'docker.io/acme/library/app',
    'docker.io.evil.test/library/app',
    'library.evil.test/app',
  ]) {
    expect([lookalike, await asked(`${lookalike}@${digest}`)]).toStrictEqual([lookalike, NOT_GOVERNED])
  }
})

it('C85 what can be read in two ways is no reference, and nobody is asked', async () => {
  const { pinned, tag, digest } = scene.good
  const { host } = scene.registry
  expect((await asked(pinned)).said).toBe('allow')
  for (const spelling of [
    pinned.replace('/acme/', '/acme/../acme/'),
    pinned.replace('/acme/', '/./acme/'),
    pinned.replace('/acme/', '//acme/'),
    pinned.replace('/acme/', '/%61cme/'),
    pinned.replace('/acme/', '/Acme/'),
    pinned.replace('/acme/', '/acm\u0435/'),
    pinned.replace('/acme/', '\\acme/'),
    pinned.replace(host, `user@${host}`),
    pinned.replace(host, `user:secret@${host}`),
    pinned.replace(host, `${host}@evil.test`),
    pinned.replace(host, `${host}.`),
    pinned.replace('127.0.0.1', '127\uff0e0.0.1'),
    `https://${pinned}`,
    `//${pinned}`,
    ` ${pinned}`,
    `${pinned}\n`,
    `${pinned}?tag=1`,
    `${pinned}#1`,
    `${pinned}@${digest}`,
    pinned.toUpperCase(),
    `${tag}:1.4`,
    `ghcr.io:0443/acme/app@${digest}`,
    `ghcr.io/acme/../evil/app@${digest}`,
    `ghcr.io../acme/app@${digest}`,
  ]) {
    expect([spelling, await asked(spelling)]).toStrictEqual([spelling, INVALID])
  }
})

it('C85 beside a digest a tag counts for nothing', async () => {
  const { good, bare } = scene
  expect((await asked(`${bare.tag}@${good.digest}`)).said).toBe('allow')
  expect((await asked(`${good.tag}@${bare.digest}`)).said).toBe('deny p/reviewed: claim-missing')
})

import { alternate, type Behaviour, HONEST, put, type RegistryContent, registryDouble, where } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { makeStage, type Stage, taskFor } from './stage.ts'

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'
const isTag = ({ kind, reference }: { kind: string; reference: string }): boolean =>
  kind === 'manifests' && reference === '1.4'

const manifestOf = ({ content, image }: Stage): Record<string, unknown> =>
  JSON.parse(Buffer.from(content.blobs.get(image) ?? '').toString('utf8'))

describe('a tag', () => {
  it('is asked for once, and what came is what is judged, whatever comes the next time (C79)', async () => {
    const stage = makeStage()
    const send =
      (digest: string): Behaviour =>
      ({ response, content }) => {
        response.writeHead(200, { 'content-type': MANIFEST, 'docker-content-digest': stage.image })
        response.end(content.blobs.get(digest))
      }
    const registry = await registryDouble(stage.content, where(isTag, alternate(send(stage.other), send(stage.image))))
    const first = await ask(taskFor(stage, registry.host))
    expect(first).toMatchObject({ digest: stage.other, claims: [] })
    expect(registry.requests.filter(({ path }) => path.endsWith('/manifests/1.4'))).toHaveLength(1)
    expect((await ask(taskFor(stage, registry.host))).digest).toBe(stage.image)
    await registry.close()
  })

  it('beside a digest counts for nothing, and is not asked for (C85)', async () => {
    const stage = makeStage()
    const registry = await registryDouble(stage.content)
    const reference = `${registry.host}/acme/app:other@${stage.image}`
    expect(await ask(taskFor(stage, registry.host, { reference }))).toMatchObject({ digest: stage.image, found: 3 })
    expect(registry.requests.some(({ path }) => path.endsWith('/other'))).toBe(false)
    await registry.close()
  })

  it('that is left out is latest', async () => {
    const stage = makeStage()
    stage.content.tags.set('latest', stage.other)
    const registry = await registryDouble(stage.content)
    const task = taskFor(stage, registry.host, { reference: `${registry.host}/acme/app` })
    expect(await ask(task)).toMatchObject({ digest: stage.other })
    await registry.close()
  })

  it('that is not there is image-unavailable', async () => {
    const stage = makeStage()
    const registry = await registryDouble(stage.content)
    const reference = `${registry.host}/acme/app:none`
    expect((await ask(taskFor(stage, registry.host, { reference }))).fault).toBe(
      `image-unavailable ${reference}: not-found`,
    )
    await registry.close()
  })
})

describe('a manifest that can be read as two things', () => {
  const retag = (content: RegistryContent, value: object): void => {
    content.tags.set('1.4', put(content, Buffer.from(JSON.stringify(value))))
  }
  const sendAs = (type: string) =>
    where(isTag, ({ response, content }) => {
      response.writeHead(200, { 'content-type': type }).end(content.blobs.get(content.tags.get('1.4') ?? ''))
    })

  it.each([
    ['an index and a manifest', (m: object) => ({ ...m, manifests: [] }), MANIFEST, 'image-unavailable'],
    [
      'an index and a manifest, served as an index',
      (m: object) => ({ ...m, mediaType: INDEX, manifests: [] }),
      INDEX,
      'image-unavailable',
    ],
    ['a manifest that says it is an index', (m: object) => ({ ...m, mediaType: INDEX }), MANIFEST, 'image-ambiguous'],
    ['a manifest that is served as an index', (m: object) => m, INDEX, 'image-ambiguous'],
    [
      'a manifest that says nothing and is served as an index',
      (m: object) => ({ ...m, mediaType: undefined }),
      INDEX,
      'image-ambiguous',
    ],
    ['a manifest that is served as nothing', (m: object) => m, '', 'image-ambiguous'],
    [
      'a manifest that is served as schema 1',
      (m: object) => ({ ...m, mediaType: undefined }),
      'application/vnd.docker.distribution.manifest.v1+json',
      'image-ambiguous',
    ],
    ['no layers', (m: object) => ({ ...m, layers: undefined }), MANIFEST, 'image-ambiguous'],
    ['no config', (m: object) => ({ ...m, config: undefined }), MANIFEST, 'image-ambiguous'],
  ])('is no image (C81): %s', async (_, change, type, code) => {
    const stage = makeStage()
    retag(stage.content, change(manifestOf(stage)))
    const registry = await registryDouble(stage.content, sendAs(type))
    expect((await ask(taskFor(stage, registry.host))).fault).toMatch(new RegExp(`^${code} `))
    await registry.close()
  })

  it('is no image (C81): one whose Content-Type is there twice', async () => {
    const stage = makeStage()
    const twice: Behaviour = ({ response, content }) => {
      const head = `HTTP/1.1 200 OK\r\nContent-Type: ${MANIFEST}\r\nContent-Type: ${INDEX}\r\nConnection: close\r\n\r\n`
      response.socket?.end(Buffer.concat([Buffer.from(head), content.blobs.get(stage.image) ?? Buffer.alloc(0)]))
    }
    const registry = await registryDouble(stage.content, where(isTag, twice))
    expect((await ask(taskFor(stage, registry.host))).fault).toMatch(/^image-ambiguous /)
    await registry.close()
  })

  it('is an image where all of it agrees: with its media type, without, as docker writes it, an index', async () => {
    const docker = 'application/vnd.docker.distribution.manifest.v2+json'
    const shapes: readonly (readonly [object, string])[] = [
      [{}, MANIFEST],
      [{ mediaType: undefined }, `${MANIFEST}; charset=utf-8`],
      [{ mediaType: docker }, docker],
      [{ mediaType: INDEX, manifests: [], layers: undefined, config: undefined }, INDEX],
    ]
    for (const [change, type] of shapes) {
      const stage = makeStage()
      retag(stage.content, { ...manifestOf(stage), ...change })
      const registry = await registryDouble(stage.content, sendAs(type))
      expect((await ask(taskFor(stage, registry.host))).fault).toBeNull()
      await registry.close()
    }
  })
})

describe('what is deleted', () => {
  /** All subsets of what an image has in a registry: three attestations by three ways. */
  it('never adds a claim: every subset of the answers gives a subset of the claims (C82)', async () => {
    const parts = ['.att', 'referrers', 'fallback', 'blobs'] as const
    const seen = new Map<number, readonly string[]>()
    const stage = makeStage({ referrersTag: true })
    const registry = await registryDouble(stage.content)
    for (let subset = 0; subset < 2 ** parts.length; subset += 1) {
      const has = (part: (typeof parts)[number]): boolean => (subset & (1 << parts.indexOf(part))) !== 0
      registry.behave((exchange) => {
        const { kind, reference } = exchange.question
        const part = partOf(kind, reference)
        if (part === undefined || has(part)) HONEST(exchange)
        else exchange.response.writeHead(404).end()
      })
      seen.set(subset, (await ask(taskFor(stage, registry.host))).claims)
    }
    await registry.close()
    for (const [subset, claims] of seen) {
      for (const [larger, more] of seen) {
        if ((subset & larger) === subset) expect(more).toEqual(expect.arrayContaining([...claims]))
      }
    }
    expect([...new Set([...seen.values()].map(({ length }) => length))].sort()).toEqual([0, 1, 2, 3])
  })
})

function partOf(kind: string, reference: string): '.att' | 'referrers' | 'fallback' | 'blobs' | undefined {
  if (kind === 'blobs') return 'blobs'
  if (kind === 'referrers') return 'referrers'
  if (reference.endsWith('.att')) return '.att'
  return reference.startsWith('sha256-') ? 'fallback' : undefined
}

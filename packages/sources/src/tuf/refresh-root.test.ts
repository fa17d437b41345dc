import { parseRefreshedRoot } from '@pawl/core'
import { fakeSigstore, type ServedFiles, serveFiles, type TufRepository, testKey, tufRepository } from '@pawl/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { publicGoodTufRoot } from '../public-good-root.ts'
import { type FirstRoot, refreshRoot } from './refresh-root.ts'
import { isTufRefusal } from './tuf-refusal.ts'

const NOW = 1_790_000_000
const WEEK = 604_800
const ROOT = JSON.stringify(fakeSigstore({ now: NOW }).trustedRoot)
const NEXT = JSON.stringify(fakeSigstore({ now: NOW }).trustedRoot)
const TARGET = 'trusted_root.json'

let served: ServedFiles | undefined
afterEach(async () => {
  await served?.close()
  served = undefined
})

/** A repository with one root and one publication, and its first root. */
function published(options: { readonly consistentSnapshot?: boolean } = {}) {
  const repository = tufRepository({ now: NOW, targets: { [TARGET]: ROOT, 'other.json': '{}' }, ...options })
  const first: FirstRoot = { from: 'given', bytes: repository.publishRoot() }
  repository.publish()
  return { repository, first }
}

interface Asked {
  readonly before?: string
  readonly now?: number
  readonly target?: string
}

/** One refresh against what the repository holds at this moment: the file that was written, or why none. */
async function ask(
  repository: TufRepository,
  firstRoot: FirstRoot,
  { before, now = NOW, target = TARGET }: Asked = {},
) {
  served ??= await serveFiles(repository.files)
  const result = await refreshRoot({
    before: before === undefined ? undefined : Buffer.from(before),
    firstRoot,
    mirror: { url: served.url, deadline: 5000 },
    target,
    now,
  })
  return isTufRefusal(result) ? `${result.code} ${result.at}` : result
}

async function written(...asked: Parameters<typeof ask>): Promise<string> {
  const result = await ask(...asked)
  if (typeof result === 'string') throw new Error(result)
  return result.text
}

describe('a refresh', () => {
  it.each([true, false])(
    'writes the root that the repository signed, and its end (consistent snapshots: %s)',
    async (c) => {
      const { repository, first } = published({ consistentSnapshot: c })
      const result = await ask(repository, first)
      expect(result).toMatchObject({
        expires: NOW + WEEK,
        versions: { root: 1, timestamp: 1, snapshot: 1, targets: 1 },
      })
      const file = parseRefreshedRoot(Buffer.from(typeof result === 'string' ? result : result.text))
      expect(file).toMatchObject({ validUntil: NOW + WEEK })
      expect(JSON.parse(JSON.stringify(file.trustedRoot))).toEqual(JSON.parse(ROOT))
    },
  )

  it('ends with whatever ends first', async () => {
    for (const role of ['root', 'timestamp', 'snapshot', 'targets'] as const) {
      const { repository } = published()
      repository.expires[role] = NOW + 60
      const first: FirstRoot = { from: 'given', bytes: repository.publishRoot() }
      repository.publish()
      expect(await ask(repository, first), role).toMatchObject({ expires: NOW + 60 })
      expect(await ask(repository, first, { now: NOW + 59 }), role).toMatchObject({ expires: NOW + 60 })
      expect(await ask(repository, first, { now: NOW + 60 }), role).toBe(`tuf-expired ${role}.json`)
      await served?.close()
      served = undefined
    }
  })

  it('goes on from the last one, and writes the same bytes where nothing is new', async () => {
    const { repository, first } = published()
    const before = await written(repository, first)
    expect(await written(repository, first, { before })).toBe(before)
    repository.targets.set(TARGET, Buffer.from(NEXT))
    repository.publish()
    const after = parseRefreshedRoot(Buffer.from(await written(repository, first, { before })))
    expect(JSON.parse(JSON.stringify(after.trustedRoot))).toEqual(JSON.parse(NEXT))
  })

  it('follows roots over two rotations, also where it saw none of them, and one that was its own last', async () => {
    const { repository, first } = published()
    const before = await written(repository, first)
    repository.keys.root.splice(0, 3, testKey('p256'), testKey('p256'), testKey('p256'))
    repository.publishRoot()
    const between = await written(repository, first, { before })
    repository.keys.root.splice(0, 1, testKey('ed25519'))
    repository.keys.timestamp.splice(0, 1, testKey('p256'))
    repository.publishRoot()
    repository.publish()
    for (const last of [undefined, before, between]) {
      const state = last === undefined ? {} : { before: last }
      expect(await ask(repository, first, state)).toMatchObject({ versions: { root: 3, timestamp: 2 } })
    }
  })

  it('takes lower versions once the key that signed the higher ones is rotated out (5.3.11)', async () => {
    const { repository, first } = published()
    repository.versions.timestamp = 2 ** 52
    repository.publish()
    const before = await written(repository, first)
    repository.versions.timestamp = 1
    repository.publish()
    expect(await ask(repository, first, { before })).toBe('tuf-rollback timestamp.json')
    repository.keys.timestamp.splice(0, 1, testKey('p256'))
    repository.publishRoot()
    repository.publish()
    expect(await ask(repository, first, { before })).toMatchObject({ versions: { root: 2, timestamp: 3 } })
  })

  it('begins with the pin that comes with the software, which is a root', async () => {
    const { repository } = published()
    const pin: FirstRoot = { from: 'pinned', bytes: publicGoodTufRoot() }
    // A mirror of another repository: it has no next root of this one.
    expect(await ask(repository, pin, { now: NOW })).toBe('tuf-unsigned timestamp.json')
    expect(served?.asked).toEqual([expect.stringMatching(/^(1[6-9]|[2-9][0-9])\.root\.json$/), 'timestamp.json'])
  })

  it('asks for nothing but the metadata, and the target by its hash', async () => {
    const { repository, first } = published()
    await ask(repository, first)
    const hash = [...repository.files.keys()].find((path) => /^targets\/[0-9a-f]{64}\.trusted_root\.json$/.test(path))
    expect(served?.asked).toEqual(['2.root.json', 'timestamp.json', '1.snapshot.json', '1.targets.json', hash])
  })
})

describe('the file of the last refresh', () => {
  it('is compared with, and nothing is compared where it cannot be read: tuf-state-invalid', async () => {
    const { repository, first } = published()
    const before = await written(repository, first)
    const changed = (change: (file: ReturnType<typeof JSON.parse>) => void): string => {
      const file = JSON.parse(before)
      change(file)
      return JSON.stringify(file)
    }
    const metadata = (role: string, find: string, replace: string) =>
      changed((file) => {
        file.tuf.metadata[role] = file.tuf.metadata[role].replace(find, replace)
      })
    const damaged = [
      '',
      '{}',
      before.slice(0, -20),
      changed((file) => delete file.tuf.metadata.timestamp),
      changed((file) => delete file.expires),
      metadata('timestamp', '"version":1', '"version":0'),
      metadata('snapshot', '"version":1', '"version":0'),
      metadata('targets', '"version":1', '"version":0'),
      metadata('root', '"threshold":2', '"threshold":1'),
    ]
    for (const file of damaged) expect(await ask(repository, first, { before: file })).toBe('tuf-state-invalid file')
    repository.publish()
    const after = JSON.parse(await written(repository, first, { before }))
    // Two refreshes in one file: what was verified was never this.
    const mixed = changed((file) => {
      file.tuf.metadata.timestamp = after.tuf.metadata.timestamp
    })
    expect(await ask(repository, first, { before: mixed })).toBe('tuf-state-invalid file')
  })

  it('is of one repository and one target: tuf-state-invalid', async () => {
    const { repository, first } = published()
    const before = await written(repository, first)
    const other: FirstRoot = { from: 'given', bytes: published().first.bytes }
    expect(await ask(repository, other, { before })).toBe('tuf-state-invalid root')
    expect(await ask(repository, { ...first, from: 'pinned' }, { before })).toBe('tuf-state-invalid root')
    expect(await ask(repository, first, { before, target: 'other.json' })).toBe('tuf-state-invalid target')
  })

  it('goes on from a pin that became newer with the software, and from itself where it is newer', async () => {
    const { repository, first } = published()
    const pinned: FirstRoot = { ...first, from: 'pinned' }
    const before = await written(repository, pinned)
    const second: FirstRoot = { from: 'pinned', bytes: repository.publishRoot() }
    expect(await ask(repository, second, { before })).toMatchObject({ versions: { root: 2 } })
    expect(served?.asked.slice(-5)[0]).toBe('3.root.json')
    const after = await written(repository, second, { before })
    expect(await ask(repository, pinned, { before: after })).toMatchObject({ versions: { root: 2 } })
  })
})

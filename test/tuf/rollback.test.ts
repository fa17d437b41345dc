import { testKey, tufKeyId } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { scene } from './scene.ts'

describe('C40 a rollback', () => {
  it.each([
    ['timestamp', 'tuf-rollback timestamp.json'],
    ['snapshot', 'tuf-rollback timestamp.json'],
    ['targets', 'tuf-rollback snapshot.json'],
  ] as const)('of %s is refused, however well it is signed: tuf-rollback', async (role, expected) => {
    const { repository, ask, written } = await scene()
    repository.publish()
    const before = await written()
    const { versions } = repository
    const seen = { ...versions }
    Object.assign(versions, { ...seen, [role]: seen[role] - 2 })
    if (role === 'timestamp') Object.assign(versions, { snapshot: seen.snapshot, targets: seen.targets })
    repository.publish()
    expect(await ask(before)).toBe(expected)
    expect(await ask()).toBe('refreshed')
    Object.assign(versions, seen)
    repository.publish()
    expect(await ask(before)).toBe('refreshed')
  })

  it('of the root is refused: a version that is signed and not the next one: tuf-rollback', async () => {
    const { repository, ask } = await scene()
    repository.publishRoot(undefined, (signed) => ({ ...signed, version: 1 }))
    expect(await ask()).toBe('tuf-rollback 2.root.json')
    repository.versions.root = 1
    repository.publishRoot(undefined, (signed) => ({ ...signed, version: 3 }))
    expect(await ask()).toBe('tuf-rollback 2.root.json')
    repository.versions.root = 1
    repository.publishRoot()
    expect(await ask()).toBe('refreshed')
  })

  it('by leaving a file out of the snapshot is refused: tuf-rollback', async () => {
    const { repository, ask, written } = await scene()
    const meta = (more: object) => (signed: { readonly meta?: unknown }) =>
      ({ ...signed, meta: { ...(signed.meta as object), ...more } }) as never
    repository.publish({ snapshot: meta({ 'delegated.json': { version: 3 } }) })
    const before = await written()
    repository.publish()
    expect(await ask(before)).toBe('tuf-rollback snapshot.json')
    repository.publish({ snapshot: meta({ 'delegated.json': { version: 2 } }) })
    expect(await ask(before)).toBe('tuf-rollback snapshot.json')
    repository.publish({ snapshot: meta({ 'delegated.json': { version: 3 } }) })
    expect(await ask(before)).toBe('refreshed')
  })

  it('to the same version with another content changes nothing: what is known stays', async () => {
    const { repository, served, ask, written } = await scene()
    const before = await written()
    Object.assign(repository.versions, { timestamp: 0, snapshot: 5, targets: 5 })
    repository.publish()
    expect(await ask(before)).toBe('refreshed')
    expect(served.asked).toContain('1.snapshot.json')
    expect(served.asked).not.toContain('6.snapshot.json')
  })
})

describe('C40 a freeze', () => {
  it('is noticed when the timestamp ends, not before: tuf-expired', async () => {
    const { repository, ask, written } = await scene()
    const before = await written()
    const end = repository.expires.timestamp
    expect(await ask(before, end - 1)).toBe('refreshed')
    expect(await ask(before, end)).toBe('tuf-expired timestamp.json')
    expect(await ask(before, Number.NaN)).toBe('tuf-expired root.json')
  })
})

describe('keys that do not reach the threshold', () => {
  it.each(['timestamp', 'snapshot', 'targets'] as const)('of %s: tuf-unsigned', async (role) => {
    const { repository, ask } = await scene()
    const [own] = repository.keys[role]
    const stranger = testKey(own?.kind ?? 'p256')
    repository.keys[role].splice(0, 1, stranger)
    repository.publish()
    expect(await ask()).toBe(`tuf-unsigned ${role}.json`)
    repository.publishRoot()
    expect(await ask()).toBe('refreshed')
  })

  it('of a new root: those of the one before and its own, neither alone is enough: tuf-unsigned', async () => {
    const { repository, ask } = await scene()
    const old = [...repository.keys.root]
    const fresh = [testKey('p256'), testKey('p256'), testKey('p256')]
    repository.keys.root.splice(0, 3, ...fresh)
    for (const signers of [old, fresh, [...old.slice(0, 1), ...fresh], [...old, ...fresh.slice(0, 1)]]) {
      repository.versions.root = 1
      repository.publishRoot(signers)
      expect(await ask()).toBe('tuf-unsigned 2.root.json')
    }
    repository.versions.root = 1
    repository.publishRoot([...old.slice(1), ...fresh.slice(1)])
    expect(await ask()).toBe('refreshed')
  })

  it.each([0, -1, 0.5, '1', null])(
    'C39 with a threshold of %j, which nobody would have to meet: tuf-malformed',
    async (threshold) => {
      const { repository, ask } = await scene()
      Object.assign(repository.thresholds, { timestamp: threshold })
      repository.publishRoot()
      expect(await ask()).toBe('tuf-malformed 2.root.json')
      repository.thresholds.timestamp = 1
      repository.versions.root = 1
      repository.publishRoot()
      expect(await ask()).toBe('refreshed')
    },
  )

  it('with one key under two names (C52): tuf-malformed', async () => {
    const { repository, ask } = await scene()
    const [key] = repository.keys.root
    const id = key === undefined ? '' : tufKeyId(key)
    repository.publishRoot(undefined, (signed) => {
      const root = JSON.parse(JSON.stringify(signed))
      root.keys['another-name'] = { ...root.keys[id], keyval: { public: `${root.keys[id].keyval.public}\n` } }
      root.roles.timestamp.keyids = [id, 'another-name']
      return root
    })
    expect(await ask()).toBe('tuf-malformed 2.root.json')
  })
})

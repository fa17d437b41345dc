import type { TufRepository, Varied } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { scene, TARGET } from './scene.ts'

describe('other bytes than were signed', () => {
  const swap = (repository: TufRepository, name: RegExp, change: (bytes: Buffer) => Uint8Array) => {
    for (const [path, bytes] of repository.files) {
      if (name.test(path)) repository.files.set(path, change(Buffer.from(bytes)))
    }
  }
  const respaced = (bytes: Buffer): Uint8Array => Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, 1))

  it.each([
    [
      'the target',
      /trusted_root/,
      'tuf-mismatch target',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('p', 'q')),
    ],
    ['the target, shorter', /trusted_root/, 'tuf-mismatch target', (bytes: Buffer) => bytes.subarray(1)],
    [
      'the target, longer',
      /trusted_root/,
      'tuf-unreachable targets/',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from(' ')]),
    ],
    ['the snapshot, well signed but in other words', /snapshot/, 'tuf-unreachable 1.snapshot.json', respaced],
    ['the targets, well signed but in other words', /1\.targets\.json/, 'tuf-unreachable 1.targets.json', respaced],
    [
      'the timestamp',
      /timestamp/,
      'tuf-unsigned timestamp.json',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('"version":1', '"version":7')),
    ],
    [
      'the timestamp twice over',
      /timestamp/,
      'tuf-malformed timestamp.json',
      (bytes: Buffer) => Buffer.concat([bytes, bytes]),
    ],
    [
      'a member twice (C68)',
      /timestamp/,
      'tuf-malformed timestamp.json',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('{"signatures"', '{"signatures":[],"signatures"')),
    ],
  ] as const)('%s', async (_, name, expected, change) => {
    const { repository, ask } = await scene()
    expect(await ask()).toBe('refreshed')
    swap(repository, name, change)
    expect(await ask()).toMatch(expected)
  })

  it.each<[string, string, Varied]>([
    [
      'a snapshot of another version',
      'tuf-mismatch snapshot.json',
      { timestamp: named('snapshot.json', { version: 2, hashes: undefined, length: undefined }) },
    ],
    [
      'targets of another version',
      'tuf-mismatch targets.json',
      { snapshot: named('targets.json', { version: 2, hashes: undefined, length: undefined }) },
    ],
    [
      'a snapshot of another hash',
      'tuf-mismatch snapshot.json',
      { timestamp: named('snapshot.json', { hashes: { sha256: '0'.repeat(64) } }) },
    ],
    [
      'targets of a hash that nobody knows',
      'tuf-mismatch targets.json',
      { snapshot: named('targets.json', { hashes: { md5: '0'.repeat(32) } }) },
    ],
    ['a version below one', 'tuf-malformed timestamp.json', { timestamp: (signed) => ({ ...signed, version: 0 }) }],
    [
      'a version beyond integers',
      'tuf-malformed timestamp.json',
      { timestamp: (signed) => ({ ...signed, version: 2 ** 53 }) },
    ],
    [
      'an end that is no instant',
      'tuf-malformed targets.json',
      { targets: (signed) => ({ ...signed, expires: '9999-12-31' }) },
    ],
    ['a snapshot without targets', 'tuf-malformed snapshot.json', { snapshot: (signed) => ({ ...signed, meta: {} }) }],
    [
      'metadata of another role',
      'tuf-malformed timestamp.json',
      { timestamp: (signed) => ({ ...signed, _type: 'snapshot' }) },
    ],
  ])('%s', async (_, expected, varied) => {
    const { repository, ask } = await scene()
    Object.assign(repository.versions, { timestamp: 0, snapshot: 0, targets: 0 })
    repository.publish(varied)
    // The file is there under the name that is asked for, so that it is this check which refuses.
    for (const role of ['snapshot', 'targets']) {
      const bytes = repository.files.get(`1.${role}.json`)
      if (bytes !== undefined) repository.files.set(`2.${role}.json`, bytes)
    }
    expect(await ask()).toBe(expected)
  })
})

describe('a target that its metadata describes badly', () => {
  const target = (change: object): Varied => ({
    targets: (signed) => {
      const json = JSON.parse(JSON.stringify(signed))
      Object.assign(json.targets[TARGET], change)
      return json
    },
  })

  it.each<[string, string, Varied]>([
    ['without a hash, which would be any file of its length', 'tuf-malformed targets.json', target({ hashes: {} })],
    ['with a hash that is a path (C39)', 'tuf-malformed targets.json', target({ hashes: { sha256: '../../../x' } })],
    ['with a weak hash alone', 'tuf-malformed targets.json', target({ hashes: { md5: '0'.repeat(32) } })],
    ['with a length below zero', 'tuf-malformed targets.json', target({ length: -1 })],
    ['larger than any trusted root', 'tuf-mismatch target', target({ length: 524_289 })],
    [
      'by another name only (C39)',
      'tuf-mismatch targets.json',
      {
        targets: (signed) => ({
          ...signed,
          targets: { '../trusted_root.json': { length: 1, hashes: { sha256: '0'.repeat(64) } } },
        }),
      },
    ],
    [
      'of a repository that has none',
      'tuf-mismatch targets.json',
      { targets: (signed) => ({ ...signed, targets: {} }) },
    ],
  ])('%s', async (_, expected, varied) => {
    const { repository, ask } = await scene()
    repository.publish(varied)
    expect(await ask()).toBe(expected)
  })
})

/** What a file says about another one, changed. */
function named(file: string, change: Readonly<Record<string, unknown>>): NonNullable<Varied['timestamp']> {
  return (signed) => {
    const json = JSON.parse(JSON.stringify(signed))
    Object.assign(json.meta[file], change)
    return JSON.parse(JSON.stringify(json))
  }
}

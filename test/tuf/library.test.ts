import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isTufRefusal, refreshRoot } from '@pawl/sources'
import { fakeSigstore, serveFiles, type TufRepository, testKey, tufRepository, type Varied } from '@pawl/testkit'
import { Updater } from 'tuf-js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TARGET } from './scene.ts'

// The library knows no clock but that of the machine.
const NOW = Math.floor(Date.now() / 1000)
const ROOT = JSON.stringify(fakeSigstore({ now: NOW }).trustedRoot)

interface Clients {
  readonly repository: TufRepository
  /** Each goes on from what it wrote the last time, if it wrote anything. */
  readonly ours: () => Promise<boolean>
  readonly theirs: () => Promise<boolean>
}

async function clients(consistentSnapshot: boolean): Promise<Clients> {
  const repository = tufRepository({ now: NOW, targets: { [TARGET]: ROOT }, consistentSnapshot })
  const first = repository.publishRoot()
  repository.publish()
  const served = await serveFiles(repository.files)
  const folder = mkdtempSync(join(tmpdir(), 'pawl-tuf-'))
  writeFileSync(join(folder, 'root.json'), first)
  onTestFinished(async () => {
    await served.close()
    rmSync(folder, { recursive: true })
  })
  let before: Uint8Array | undefined
  return {
    repository,
    ours: async () => {
      const firstRoot = { from: 'given', bytes: first } as const
      const mirror = { url: served.url, deadline: 10_000 }
      const result = await refreshRoot({ before, firstRoot, mirror, target: TARGET, now: NOW })
      if (isTufRefusal(result)) return false
      before = Buffer.from(result.text)
      return true
    },
    theirs: async () => {
      const updater = new Updater({
        metadataDir: folder,
        metadataBaseUrl: served.url.href,
        targetDir: folder,
        targetBaseUrl: `${served.url}/targets`,
        config: { fetchRetry: 0, fetchTimeout: 10_000 },
      })
      try {
        const target = await updater.getTargetInfo(TARGET)
        if (target === undefined) return false
        await updater.downloadTarget(target, join(folder, 'target'))
        return true
      } catch {
        return false
      }
    },
  }
}

type Step = (repository: TufRepository) => void

const renew: Step = (repository) => repository.publish()
const vary =
  (varied: Varied): Step =>
  (repository) =>
    repository.publish(varied)
const rotate =
  (...roles: readonly ('root' | 'timestamp' | 'snapshot' | 'targets')[]): Step =>
  (repository) => {
    for (const role of roles) repository.keys[role].splice(0, 1, testKey('p256'))
    repository.publishRoot()
    repository.publish()
  }
const lower =
  (role: 'timestamp' | 'snapshot' | 'targets'): Step =>
  (repository) => {
    repository.versions[role] -= 2
    repository.publish()
  }

interface Story {
  readonly name: string
  readonly steps: readonly Step[]
  /** What ours says, the first time and after each step. */
  readonly ours: string
  /** Where the library says yes to what ours refuses: that is what ours adds. */
  readonly theirs?: string
  /** The same where files have no version in front. */
  readonly theirsWithoutVersions?: string
}

const STORIES: readonly Story[] = [
  { name: 'renewed three times', steps: [renew, renew, renew], ours: 'yyyy' },
  {
    name: 'every key rotated, one after the other',
    steps: [rotate('timestamp'), rotate('snapshot'), rotate('targets'), rotate('root')],
    ours: 'yyyyy',
  },
  { name: 'all rotated at once', steps: [rotate('root', 'timestamp', 'snapshot', 'targets'), renew], ours: 'yyy' },
  {
    name: 'a timestamp rolled back, and mended',
    steps: [renew, lower('timestamp'), (each) => Object.assign(each.versions, { timestamp: 7 }) && each.publish()],
    ours: 'yyny',
  },
  { name: 'a snapshot rolled back', steps: [renew, lower('snapshot')], ours: 'yyn' },
  { name: 'targets rolled back', steps: [renew, lower('targets')], ours: 'yyn' },
  {
    name: 'an end that is over',
    steps: [(each) => Object.assign(each.expires, { timestamp: NOW - 1 }) && each.publish()],
    ours: 'yn',
  },
  {
    name: 'a snapshot by a stranger',
    steps: [(each) => each.keys.snapshot.splice(0, 1, testKey('p256')) && each.publish()],
    ours: 'yn',
  },
  {
    name: 'a target without a hash',
    steps: [vary({ targets: withTarget({ hashes: {} }) })],
    ours: 'yn',
    theirsWithoutVersions: 'yy',
  },
  {
    name: 'an end in milliseconds',
    steps: [vary({ timestamp: (signed) => ({ ...signed, expires: '2099-01-01T00:00:00.000Z' }) })],
    ours: 'yn',
    theirs: 'yy',
  },
]

describe.each([true, false])('a repository with versions in front of its files: %s', (consistent) => {
  it.each(STORIES)('has no yes of ours that tuf-js refuses: $name', async (story) => {
    const { steps, ours, theirs = ours } = story
    const both = await clients(consistent)
    const said = { ours: '', theirs: '' }
    for (const step of [() => undefined, ...steps]) {
      step(both.repository)
      said.ours += (await both.ours()) ? 'y' : 'n'
      said.theirs += (await both.theirs()) ? 'y' : 'n'
    }
    expect(said).toEqual({ ours, theirs: consistent ? theirs : (story.theirsWithoutVersions ?? theirs) })
  })
})

function withTarget(change: object): NonNullable<Varied['targets']> {
  return (signed) => {
    const json = JSON.parse(JSON.stringify(signed))
    Object.assign(json.targets[TARGET], change)
    return json
  }
}

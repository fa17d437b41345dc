import { isTufRefusal, refreshRoot } from '@pawl/sources'
import {
  type Answer,
  fakeSigstore,
  type ServedFiles,
  serveFiles,
  type TufRepository,
  tufRepository,
} from '@pawl/testkit'
import { onTestFinished } from 'vitest'

export const NOW = 1_790_000_000
export const ROOT = JSON.stringify(fakeSigstore({ now: NOW }).trustedRoot)
export const TARGET = 'trusted_root.json'

export interface Scene {
  readonly repository: TufRepository
  readonly answers: Map<string, Answer>
  readonly served: ServedFiles
  /** `refreshed`, or why not. `before` is what the last refresh wrote. */
  readonly ask: (before?: string, now?: number, deadline?: number) => Promise<string>
  readonly written: () => Promise<string>
}

/** A good repository behind somebody who may change what arrives. `firstRoot`: what the operator gives instead of its own. */
export async function scene(firstRoot?: Uint8Array): Promise<Scene> {
  const repository = tufRepository({ now: NOW, targets: { [TARGET]: ROOT } })
  const first = repository.publishRoot()
  repository.publish()
  const answers = new Map<string, Answer>()
  const served = await serveFiles(repository.files, answers)
  onTestFinished(served.close)
  const refreshed = (before?: string, now = NOW, deadline = 5000) =>
    refreshRoot({
      before: before === undefined ? undefined : Buffer.from(before),
      firstRoot: { from: 'given', bytes: firstRoot ?? first },
      mirror: { url: served.url, deadline },
      target: TARGET,
      now,
    })
  const ask: Scene['ask'] = async (...asked) => {
    const result = await refreshed(...asked)
    return isTufRefusal(result) ? `${result.code} ${result.at}` : 'refreshed'
  }
  return {
    repository,
    answers,
    served,
    ask,
    written: async () => {
      const result = await refreshed()
      if (isTufRefusal(result)) throw new Error(result.code)
      return result.text
    },
  }
}

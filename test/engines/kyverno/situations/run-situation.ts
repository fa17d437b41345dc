import { EVIL } from '../../gatekeeper/cluster/images.ts'
import { answers, bodyFor } from '../gateway-double/answers.ts'
import type { Reviewed } from '../harness.ts'
import { compiled } from '../policies.ts'
import type { Scene } from '../scene.ts'
import type { Situation, Verdict } from './situation.ts'

/** Yes to every image but one. */
export const HONEST = answers((asked) => bodyFor(asked, (reference) => reference !== EVIL))

export async function install({ harness, gateway }: Scene, asks: 'decision' | 'document'): Promise<void> {
  await harness.open()
  for (const manifest of compiled(asks, gateway.url)) await harness.store(manifest)
}

export interface Came {
  readonly verdict: Verdict
  /** The message and the warnings. */
  readonly words: string
  /** How many images each call was about. */
  readonly calls: readonly number[]
}

export async function runSituation({ harness, gateway }: Scene, situation: Situation): Promise<Came> {
  gateway.behave(situation.gateway ?? HONEST)
  const reviewed = await harness.review(situation.admission)
  return {
    verdict: verdictOf(reviewed),
    words: [reviewed.message, ...(reviewed.warnings ?? [])].join('\n'),
    calls: gateway.calls.map(({ images }) => images.length),
  }
}

function verdictOf({ allowed, warnings }: Reviewed): Verdict {
  if (!allowed) return 'denies'
  return (warnings ?? []).length > 0 ? 'warns' : 'admits'
}

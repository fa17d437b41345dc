import type { KubeObject } from '../harness.ts'
import type { Item } from '../provider/behaviours.ts'
import type { Behaviour } from '../provider/provider-double.ts'
import type { Answers, Mode } from './template-under-test.ts'

/**
 * `admits`: allowed, and no constraint has anything to say. `denies`: 403, by a violation. `warns`: allowed with a warning. `notes`: allowed, and dryrun
 * holds a violation. Anything else, an error of Gatekeeper's included, is none of them.
 */
export type Verdict = 'admits' | 'denies' | 'warns' | 'notes'

/** One thing that happens. An audit denies when a constraint finds a violation in an object that lies in the cluster. */
export type Step =
  | { readonly admission: KubeObject; readonly namespace?: KubeObject; readonly verdict: Verdict }
  | { readonly audit: KubeObject; readonly verdict: Verdict }
  | { readonly milliseconds: number }

/** What a provider has to make its answers of. */
export interface World {
  /** Epoch seconds, when the situation began. */
  readonly now: number
  /** The value that says yes to this key, for five minutes. */
  readonly value: (key: string) => KubeObject
  readonly yes: (key: string) => Item
  readonly no: (key: string) => Item
  /** As `yes`, until so many seconds from now. */
  readonly yesFor: (key: string, seconds: number) => Item
}

/** Who is there when Gatekeeper calls. */
export type Reach = 'provider' | 'other authority' | 'plain http' | 'tls 1.2' | 'nobody' | 'unknown provider'

export interface Situation {
  /** Unique. Goes on after "when". */
  readonly when: string
  /** Every one has one verdict, and they are as written here, before anything was run. */
  readonly steps: readonly Step[]
  /** Absent: yes to everything. */
  readonly provider?: (world: World) => Behaviour
  /** Absent: `enforce` alone. */
  readonly modes?: readonly Mode[]
  /** Absent: no cache. */
  readonly cacheTTL?: '3m'
  /** The keys of every call: how many there were of them, and in each. Absent: not asked. */
  readonly calls?: readonly number[]
  readonly reach?: Reach
  readonly expansion?: KubeObject
  /** Part of a message. */
  readonly says?: string
  /** Only where the template answers so. */
  readonly only?: Answers
  /** Why the verdict is right though it looks wrong: for whoever reads the table. */
  readonly because?: string
}

/** The name of a test: verdicts in their order, and when. */
export const titleOf = ({ steps, when }: Situation): string =>
  `${steps.flatMap((step) => ('verdict' in step ? [step.verdict] : [])).join(', then ')} when ${when}`

/** A step that is repeated. */
export const again = (step: Step, verdict: Verdict): Step => ('verdict' in step ? { ...step, verdict } : step)

import type { KubeObject } from '../../gatekeeper/harness.ts'
import type { Behaviour } from '../gateway-double/gateway-double.ts'

/** `warns`: allowed, with a warning. */
export type Verdict = 'admits' | 'denies' | 'warns'

/** One admission, and what becomes of it: as written here, before anything was run. */
export interface Situation {
  /** Unique. Goes on after "when". */
  readonly when: string
  readonly admission: KubeObject
  readonly verdict: Verdict
  /** Absent: yes to every image but one. */
  readonly gateway?: Behaviour
  /** How many images each call was about. Absent: not asked. */
  readonly calls?: readonly number[]
  /** Part of the message or of a warning. */
  readonly says?: string
  /** Only where it is judged so. */
  readonly only?: 'decision' | 'document'
  /** Why the verdict is right though it looks wrong: for whoever reads the table. */
  readonly because?: string
}

export const titleOf = ({ verdict, when }: Situation): string => `${verdict} when ${when}`

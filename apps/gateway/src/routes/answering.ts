import type { Judging } from '@pawl/setup'
import type { GatekeeperSettings } from '../configuration/gateway-configuration.ts'
import type { ImageFinder } from '../evidence/find-image.ts'

/** What routes answer with. */
export interface Answering {
  readonly finder: ImageFinder
  readonly judging: Judging
  /** Epoch seconds. */
  readonly clock: () => number
  readonly gatekeeper: GatekeeperSettings
}

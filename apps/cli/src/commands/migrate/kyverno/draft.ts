import type { AttestationPolicy } from '@pawl/policy'
import type { Quorum } from './attestor-set.ts'
import type { FieldTest } from './condition-test.ts'
import type { Place } from './place.ts'
import type { Reading } from './summary-book.ts'

export type Mode = AttestationPolicy['spec']['mode']

/** What a source asks of some attestation, before it has an age and a name. */
export interface DraftRequirement {
  readonly place: Place
  /** How the source calls it, if it does. */
  readonly wish: string
  readonly reading: Reading
  readonly signers: Quorum
  readonly where: readonly FieldTest[]
  readonly oneOf: readonly FieldTest[]
  /** Seconds; undefined where the source does not say. */
  readonly maxAge: number | undefined
}

/** What a source asks of the images that these patterns name. */
export interface Draft {
  readonly policy: string
  readonly images: readonly string[]
  readonly mode: Mode
  readonly requirements: readonly DraftRequirement[]
}

import type { InputDocument } from '@pawl/document'
import type { Mode } from '@pawl/policy'

/** What a Kyverno policy asks and what it is answered: `schema` of every request and of every body. */
export const SCHEMA = 'pawl.dev/kyverno/v1'

/** Paths of the gateway. One for each question, because `kyverno test` knows a recorded answer by its URL. */
export const ROUTES = {
  decision: '/kyverno/v1/decision',
  document: '/kyverno/v1/document',
  pin: '/kyverno/v1/pin',
} as const

export type Asks = keyof typeof ROUTES

/**
 * An answer, and its HTTP status. All JSON stands inside `body`, because that is the one shape which Kyverno gives to CEL alike for a real answer and
 * for one that `kyverno test` was given. 200 only with what was asked for: Kyverno hands the body of every status to the policy.
 */
export type KyvernoAnswer =
  | { readonly status: 200; readonly body: { readonly body: DecisionBody | DocumentBody | PinBody } }
  | { readonly status: 400 | 422 | 503; readonly body: { readonly body: RefusalBody } }

/** Everything that was asked stands in the answer: one that was meant for another request counts for nothing. */
interface Echo {
  readonly schema: typeof SCHEMA
  readonly profile: string
  readonly nonce: string
  /** As asked, in the same order. */
  readonly images: readonly string[]
}

export interface DecisionBody extends Echo {
  readonly asks: 'decision'
  /** For each mode, whether nobody denies in it. Only a literal true is a yes. */
  readonly accepted: Readonly<Record<Mode, boolean>>
  /** Those of `images` that no policy governs and that the profile lets by: their tags are the business of another control. */
  readonly ungoverned: readonly string[]
  /** For people; nothing is decided by it. */
  readonly reasons: readonly string[]
}

export interface DocumentBody extends Echo {
  readonly asks: 'document'
  readonly document: InputDocument
}

export interface PinBody extends Echo {
  readonly asks: 'pin'
  /** For each of `images` what to write instead of it. */
  readonly pinned: readonly string[]
}

/** Nothing was decided. */
export interface RefusalBody {
  readonly schema: typeof SCHEMA
  readonly code: string
}

export function refused(status: 400 | 422 | 503, code: string): KyvernoAnswer {
  return { status, body: refusalBody(code) }
}

/** What stands in every answer that is none, whoever gives it and with whatever status. */
export function refusalBody(code: string): { readonly body: RefusalBody } {
  return { body: { schema: SCHEMA, code } }
}

import type { Attachment } from '@pawl/core'
import type { AnswerCode } from '../answer-codes.ts'

/** One piece of evidence taken out of what holds several, or why there is none at that place. */
export type Piece =
  | { readonly at: string; readonly bytes: Uint8Array; readonly attachment?: Attachment }
  | { readonly at: string; readonly missing: string; readonly code?: AnswerCode }

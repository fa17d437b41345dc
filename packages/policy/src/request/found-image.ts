import type { ImageEntry } from '@pawl/document'

/** What whoever looks for evidence found for one image of a request. Adapters make their answers of it; it decides nothing. */
export type Found =
  /** `doubt`: why a source may give more in a moment. What is not accepted then is no answer either. */
  | { readonly outcome: 'entry'; readonly entry: ImageEntry; readonly doubt: string | undefined }
  /** A no that will stay one. */
  | { readonly outcome: 'refused'; readonly code: string }
  /** It may be otherwise in a moment. */
  | { readonly outcome: 'unanswered'; readonly code: string }

/** What a reference becomes where an engine can replace it. Pinning is no verdict: what comes of it is judged. */
export type Pinned =
  /** With its digest; as it was where no policy governs it, because such a registry is never asked. */
  | { readonly outcome: 'pinned'; readonly reference: string }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'unanswered'; readonly code: string }

const DIGEST = /@(sha256:[0-9a-f]{64})$/

/** The digest that a reference names itself: it says what runs, and evidence of another one does not speak for it. */
export function digestIn(reference: string): string | undefined {
  return DIGEST.exec(reference)?.[1]
}

/** The reference under its digest, `sha256:...`. The tag stays, for people; the digest counts. */
export function pinnedTo(reference: string, digest: string): string {
  return `${reference}@${digest}`
}

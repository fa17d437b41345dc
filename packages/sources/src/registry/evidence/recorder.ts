import type { FetchedManifest } from '../registry-client.ts'

/** Keeps what was fetched, for a capture. All of it was hashed before. */
export interface Recorder {
  /** `tag` where it was asked for by one. */
  readonly manifest: (fetched: FetchedManifest, tag: string | undefined) => void
  readonly blob: (digest: string, bytes: Uint8Array) => void
}

export const RECORDS_NOTHING: Recorder = { manifest: () => undefined, blob: () => undefined }

/** Where sigstore-go refuses, in the order in which it looks (sigstore-go/stage.go). */
export const STAGES = [
  'root',
  'parse',
  'shape',
  'log',
  'timestamp',
  'certificate',
  'sct',
  'signature',
  'subject',
  'statement',
  'identity',
  'panic',
] as const

export type Stage = (typeof STAGES)[number]

/** One bundle, and what it has to bring. Every oracle is asked the same. */
export interface Question {
  readonly bundle: Uint8Array
  /** trusted_root.json. */
  readonly root: Uint8Array
  /** The key of the signer, where it is no certificate. */
  readonly key?: QuestionKey
  readonly demands: Demands
  /** The bytes that a message signature is over; an envelope brings its own. */
  readonly artifact?: Uint8Array
  /** Where the bytes are not there: their SHA-256 in hexadecimal. */
  readonly digest?: string
}

export interface QuestionKey {
  readonly pem: string
  /** Epoch seconds. */
  readonly validUntil?: number
}

/** How many log entries, certificate timestamps and verified times there must be. None at all: the key alone decides. */
export interface Demands {
  readonly logs: 0 | 1
  readonly scts: 0 | 1
  readonly times: 0 | 1
}

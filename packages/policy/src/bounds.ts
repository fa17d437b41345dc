/** The bounds of a policy (model, "Bounds"): what keeps every engine within its budget. */
export const BOUNDS = {
  requirements: 64,
  leaves: 128,
  /** Deepest group: Rego has no recursion, so four levels are written out there. */
  level: 4,
  members: 64,
  attesters: 64,
  tests: 8,
  values: 64,
  pairs: 8,
  images: 64,
  exceptions: 64,
  /** Entries of each list of `revoked`. */
  revoked: 1000,
  /** Seconds that an exception may still last when it is read: 90 days. */
  exception: 7_776_000,
  policies: 16,
  text: 256,
  /** Bytes of the normal form in canonical JSON. */
  bytes: 65_536,
} as const

/** A digest, of an image, a statement or a signer. */
export const DIGEST: RegExp = /^sha256:[0-9a-f]{64}$/
export const FIELD: RegExp = /^[A-Za-z][A-Za-z0-9]{0,63}$/
export const REQUIREMENT: RegExp = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

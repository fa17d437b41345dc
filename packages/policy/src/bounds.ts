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
  text: 256,
  /** Bytes of the normal form in canonical JSON. */
  bytes: 65_536,
} as const

export const FIELD: RegExp = /^[A-Za-z][A-Za-z0-9]{0,63}$/
export const REQUIREMENT: RegExp = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

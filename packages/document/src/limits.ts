/** The bounds of law L8. Nothing an attacker can add grows past them; beyond one of them the answer is a refusal. */
export const LIMITS = {
  /** Images in one input document. */
  images: 64,
  /** Claims in one image entry. */
  claims: 64,
  /** Bytes of canonical JSON of one image entry. */
  imageBytes: 65_536,
  /** UTF-16 code units of any string in the document. */
  text: 512,
  /** Fields in one summary. */
  fields: 64,
  /** Elements in one list of a summary. */
  list: 256,
  /** Seconds of the longest duration: 100 years. */
  duration: 3_155_760_000,
  /** The last second of the year 9999, the largest time. */
  time: 253_402_300_799,
  /** Seconds by which two honest clocks may differ. */
  skew: 300,
} as const

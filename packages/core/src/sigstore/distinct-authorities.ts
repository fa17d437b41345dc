/** Somebody whose word is counted. */
export interface Voucher {
  /** Of the key that speaks, or of the anchor that vouches for it. */
  readonly keyId: string
  /** Who runs it, where the trusted root says so. */
  readonly operator: string | undefined
}

/** How many of a kind a bundle must bring. Zero asks for nothing. */
export interface Thresholds {
  readonly logs: number
  readonly timestamps: number
  readonly certificateLogs: number
}

/**
 * How many speak independently: one key is one, however many entries it signed and however often it is listed, and one operator is one, however
 * many keys they have (C33). A threshold counted over entries is met by a single log that is asked twice.
 */
export function countDistinct(vouchers: Iterable<Voucher>): number {
  const all = [...vouchers]
  const keys = new Set(all.map(({ keyId }) => keyId))
  const operators = new Set(all.map(({ keyId, operator }) => JSON.stringify(operator ?? [keyId])))
  return Math.min(keys.size, operators.size)
}

export const DAY = 86_400
export const YEAR: number = 365 * DAY

/** When the trusted root believes a key: `validFor` of the protobuf, in epoch seconds. */
export interface TrustWindow {
  readonly start: number
  readonly end?: number
}

export interface ValidFor {
  readonly start: string
  readonly end?: string
}

const rfc3339 = (epochSeconds: number): string => `${new Date(epochSeconds * 1000).toISOString().slice(0, 19)}Z`

export const validFor = ({ start, end }: TrustWindow): ValidFor =>
  end === undefined ? { start: rfc3339(start) } : { start: rfc3339(start), end: rfc3339(end) }

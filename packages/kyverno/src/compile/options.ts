import type { SummaryPins } from '../cel/summary-variables.ts'
import type { Length } from '../cel/words.ts'

/** Where the gateway is, as Kyverno reaches it. */
export interface GatewayUrl {
  /** `https://HOST:PORT`, without a path. */
  readonly url: string
}

/** By what is judged, and where. */
export type Judged =
  /** The gateway has the policies. */
  | { readonly asks: 'decision'; readonly gateway: GatewayUrl }
  /** Kyverno has them, and the gateway gives the document. */
  | { readonly asks: 'document'; readonly gateway: GatewayUrl }
  /** Kyverno has them, and reads ImageSummary resources, whose seal it cannot verify. */
  | { readonly asks: 'resource'; readonly summaries: SummaryPins }

export interface CompileOptions {
  readonly judged: Judged
  /** Whether tags are replaced by digests before they are judged; only a gateway can say which. */
  readonly pins: boolean
  /** Names of namespaces that are left to another control. Kyverno leaves out some by itself, whatever stands here. */
  readonly excluded: readonly string[]
  /** Whole seconds that the API server waits for Kyverno, 1 to 30. */
  readonly timeout: number
  /** Whether Kyverno's scans ask too: the gateway is then called for every object every hour. */
  readonly background: boolean
  /** How much a message says. */
  readonly length: Length
}

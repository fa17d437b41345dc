import type { Length } from '../cel/words.ts'

/** Where the gateway is, as Kyverno reaches it. */
export interface GatewayUrl {
  /** `https://HOST:PORT`, without a path. */
  readonly url: string
}

export interface CompileOptions {
  /** Where it is judged: by the gateway, or by the policies in Kyverno. */
  readonly asks: 'decision' | 'document'
  readonly gateway: GatewayUrl
  /** Whether tags are replaced by digests before they are judged. */
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

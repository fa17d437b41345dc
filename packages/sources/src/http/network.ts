import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from 'undici'
import { type Unanswered, unanswered } from '../answer-codes.ts'
import { guardedConnector, isBlockedLiteral } from './guarded-connector.ts'
import type { NetworkOptions, ProxyOptions } from './network-options.ts'
import { goesWithoutProxy } from './no-proxy.ts'

const HEADERS = { maxHeaderSize: 16_384, allowH2: false } as const

/** The ways out of this process. */
export class Network {
  readonly #proxy: ProxyOptions
  readonly #tls: { secureContext?: SecureContext }
  readonly #guarded: Agent
  readonly #open: Agent
  readonly #proxies = new Map<string, ProxyAgent>()

  constructor(options: NetworkOptions) {
    this.#proxy = options.proxy
    this.#tls = trusting(options.authorities)
    const connection = { ...this.#tls, allowH2: false, maxCachedSessions: 0 }
    this.#guarded = new Agent({ ...HEADERS, connect: guardedConnector(connection) })
    this.#open = new Agent({ ...HEADERS, connect: buildConnector(connection) })
  }

  /**
   * How to reach a URL. `mayBePrivate` is for this URL's own host alone. Behind a proxy it is the proxy that looks up names: what is checked
   * here then are addresses that are written out, and the host of the machine itself.
   */
  dispatcherFor(url: URL, mayBePrivate: boolean): Dispatcher | Unanswered {
    const proxy = this.#proxy
    const through = url.protocol === 'https:' ? proxy.https : proxy.http
    if (through === undefined || goesWithoutProxy(url, proxy.none)) return mayBePrivate ? this.#open : this.#guarded
    if (!mayBePrivate && (isBlockedLiteral(url.hostname) || /(^|\.)localhost\.?$/.test(url.hostname))) {
      return unanswered('address-blocked')
    }
    return this.#proxyAt(through)
  }

  #proxyAt(uri: string): ProxyAgent {
    const known = this.#proxies.get(uri)
    if (known !== undefined) return known
    const made = new ProxyAgent({ ...HEADERS, uri, requestTls: this.#tls, proxyTls: this.#tls })
    this.#proxies.set(uri, made)
    return made
  }

  /** Ends every connection, whatever is still under way on it. */
  async close(): Promise<void> {
    await Promise.all([this.#guarded, this.#open, ...this.#proxies.values()].map((each) => each.destroy()))
  }
}

/** Further authorities stand beside those of Node, they do not take their place. Read once: there are many of them. */
function trusting(authorities: readonly string[]): { secureContext?: SecureContext } {
  if (authorities.length === 0) return {}
  return { secureContext: createSecureContext({ ca: [...getCACertificates(), ...authorities] }) }
}

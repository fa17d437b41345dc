import { isUnanswered, type Unanswered, unanswered } from '../answer-codes.ts'
import { askAgain } from '../http/ask-again.ts'
import { codeOfStatus, type Received } from '../http/exchange.ts'
import { followRedirects } from '../http/follow-redirects.ts'
import { Network } from '../http/network.ts'
import type { Reach } from '../http/reach.ts'
import { type GithubOptions, githubApi } from './github-options.ts'
import { asRateLimit } from './rate-limit.ts'
import { unsnappy } from './snappy.ts'

// Since this version a listing need not hold its bundles.
const API_VERSION = '2026-03-10'
const MAX_URL = 8192
const BRACE = 0x7b

/** The API, and the hosts that keep bundles for it, for one image and by one deadline. Close it when the image is done. */
export class GithubClient {
  readonly #options: GithubOptions
  readonly #api: URL
  readonly #network: Network
  readonly #signal: AbortSignal
  readonly #endsAt: number

  /** Throws Fault `reference-invalid` where the API is no https address. */
  constructor(options: GithubOptions) {
    this.#options = options
    this.#api = githubApi(options.api)
    this.#network = new Network(options)
    this.#signal = AbortSignal.timeout(options.timeout)
    this.#endsAt = performance.now() + options.timeout
  }

  /** Whether the deadline has passed. */
  get isOver(): boolean {
    return this.#signal.aborted
  }

  url(path: string): URL {
    return new URL(`${this.#api.href.replace(/\/$/, '')}/${path}`)
  }

  /** `url` is of the API. Redirects are followed there and nowhere else: this is what the token is shown to. Anything but 200 is unanswered. */
  async list(url: URL, limit: number): Promise<Received | Unanswered> {
    const { token, apiMayBePrivate } = this.#options
    const { origin, host } = this.#api
    const reach = { origin, plainHttp: false, mayBePrivate: apiMayBePrivate, leadsTo: [host] }
    return this.#get(reach, url, limit, {
      accept: 'application/vnd.github+json',
      'x-github-api-version': API_VERSION,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    })
  }

  /**
   * The bytes of a bundle that the API names, as they came: `decoded` reads them. What the API writes there may not make us speak to anything but the
   * hosts that were named (C83): the first one and every one that it sends on to. None gets a token.
   */
  async bundle(text: string, limit: number): Promise<Uint8Array | Unanswered> {
    const { bundleHosts } = this.#options
    const url = text.length <= MAX_URL ? URL.parse(text) : null
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || !bundleHosts.includes(url.host)) {
      return unanswered('redirect-refused')
    }
    const reach = { origin: url.origin, plainHttp: false, mayBePrivate: false, leadsTo: bundleHosts }
    const received = await this.#get(reach, url, limit, { accept: '*/*' })
    return isUnanswered(received) ? received : received.bytes
  }

  async #get(
    reach: Reach,
    url: URL,
    limit: number,
    headers: Readonly<Record<string, string>>,
  ): Promise<Received | Unanswered> {
    const ask = { method: 'GET', headers, limit, signal: this.#signal } as const
    const once = async (): Promise<Received | Unanswered> => {
      const received = await followRedirects(this.#network, reach, url, ask)
      return isUnanswered(received) ? received : asRateLimit(received, Date.now())
    }
    const received = await askAgain(once, () => this.#endsAt - performance.now())
    return isUnanswered(received) || received.status === 200 ? received : unanswered(codeOfStatus(received.status))
  }

  async close(): Promise<void> {
    await this.#network.close()
  }
}

/**
 * A bundle is JSON, or that in Snappy's block format. Told by the first byte, and not by a header: a block that begins with a brace has 123 bytes,
 * and no bundle is as short.
 */
export function decoded(bytes: Uint8Array, limit: number): Uint8Array | Unanswered {
  return bytes[0] === BRACE ? bytes : unsnappy(bytes, limit)
}

import { type JsonObject, sha256Digest } from '@pawl/core'
import { isUnanswered, type Unanswered, unanswered } from '../answer-codes.ts'
import { askAgain } from '../http/ask-again.ts'
import { codeOfStatus, type Received } from '../http/exchange.ts'
import { followRedirects } from '../http/follow-redirects.ts'
import type { Gate } from '../http/gate.ts'
import type { Network } from '../http/network.ts'
import { IMAGE_TYPES, readManifestBytes } from '../oci-manifest.ts'
import { authorize } from './auth/authorize.ts'
import type { Credential } from './credentials/credential.ts'
import type { Endpoint } from './endpoint.ts'
import type { RegistryOptions } from './registry-options.ts'

/** What clients of one image share: one deadline, one cap on requests at a time. */
export interface Surroundings {
  readonly network: Network
  readonly options: RegistryOptions
  readonly gate: Gate
  readonly signal: AbortSignal
  /** Milliseconds until the deadline. */
  readonly timeLeft: () => number
}

/** A manifest or an index, hashed here. */
export interface FetchedManifest {
  readonly digest: string
  readonly bytes: Uint8Array
  readonly manifest: JsonObject
  /** The header without parameters. */
  readonly contentType: string
}

/** One repository at one host (OCI distribution specification). What it gives is hashed; what it says of it is not believed (C80). */
export class RegistryClient {
  readonly endpoint: Endpoint
  readonly #around: Surroundings
  #authorization: Promise<string | Unanswered> | undefined
  /** Why credentials could not be read, where it went on without. */
  credentialTrouble: Unanswered | undefined
  /** Cannot be reached at all: a mirror that is down is not waited for again and again. */
  isGone = false

  constructor(endpoint: Endpoint, around: Surroundings) {
    this.endpoint = endpoint
    this.#around = around
  }

  url(path: string): URL {
    return new URL(`${this.endpoint.origin}/v2/${this.endpoint.path}/${path}`)
  }

  /** By tag or digest. A manifest by digest is one whose bytes have it; its digest is never taken from a header. */
  async manifest(reference: string, limit: number): Promise<FetchedManifest | Unanswered> {
    const received = await this.get(this.url(`manifests/${reference}`), IMAGE_TYPES, limit)
    if (isUnanswered(received)) return received
    const digest = sha256Digest(received.bytes)
    const manifest = readManifestBytes(received.bytes)
    if (manifest === undefined || (reference.includes(':') && reference !== digest))
      return unanswered('content-invalid')
    return { digest, bytes: received.bytes, manifest, contentType: contentTypeOf(received) }
  }

  /** `size`: what its descriptor says, and not a byte more is read. */
  async blob(digest: string, size: number): Promise<Uint8Array | Unanswered> {
    const received = await this.get(this.url(`blobs/${digest}`), ['*/*'], size)
    if (isUnanswered(received)) return received
    return sha256Digest(received.bytes) === digest ? received.bytes : unanswered('content-invalid')
  }

  /** `url` is of this endpoint. Anything but status 200 is unanswered. */
  async get(url: URL, accept: readonly string[], limit: number): Promise<Received | Unanswered> {
    const known = await this.#authorization
    const first = await this.#ask(url, accept, limit, known)
    if (isUnanswered(first) || first.status !== 401 || known !== undefined) return only200(first)
    this.#authorization ??= this.#signIn(first.headers['www-authenticate'])
    const authorization = await this.#authorization
    if (isUnanswered(authorization)) return authorization
    return only200(await this.#ask(url, accept, limit, authorization))
  }

  async #ask(
    url: URL,
    accept: readonly string[],
    limit: number,
    authorization: string | Unanswered | undefined,
  ): Promise<Received | Unanswered> {
    if (isUnanswered(authorization)) return authorization
    const { network, gate, signal, timeLeft } = this.#around
    const headers = { accept: accept.join(', '), ...(authorization !== undefined && { authorization }) }
    const ask = { method: 'GET', headers, limit, signal } as const
    return gate.through(() => askAgain(() => followRedirects(network, this.endpoint, url, ask), timeLeft))
  }

  async #signIn(challenges: string | undefined): Promise<string | Unanswered> {
    const { network, options, signal } = this.#around
    const credential = await this.#credential()
    return authorize(challenges, { network, endpoint: this.endpoint, options, credential, signal })
  }

  /** Without what cannot be read it goes on as anybody: that can only give less. */
  async #credential(): Promise<Credential | undefined> {
    const { options, signal } = this.#around
    const { registry, path } = this.endpoint
    const found = await options.credentials.find({ registry, path, signal })
    if (!isUnanswered(found)) return found
    this.credentialTrouble = found
    return undefined
  }
}

function only200(received: Received | Unanswered): Received | Unanswered {
  return isUnanswered(received) || received.status === 200 ? received : unanswered(codeOfStatus(received.status))
}

function contentTypeOf({ headers }: Received): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

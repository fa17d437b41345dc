import { Fault, type ImageReference } from '@pawl/core'
import { ANSWER_WORDS, type AnswerCode, isUnanswered, type Unanswered, unanswered } from '../answer-codes.ts'
import { Gate } from '../http/gate.ts'
import { Network } from '../http/network.ts'
import { isUnambiguousImage, MAX_MANIFEST_BYTES } from '../oci-manifest.ts'
import { endpointsOf } from './endpoint.ts'
import { mayAsk } from './may-ask.ts'
import { type FetchedManifest, RegistryClient, type Surroundings } from './registry-client.ts'
import type { RegistryOptions } from './registry-options.ts'

const GONE: readonly AnswerCode[] = ['dns-failed', 'tls-failed', 'connection-failed', 'address-blocked', 'timeout']

/**
 * Everything that is asked about one image, from its tag to the last piece of evidence, by one deadline: it begins with the session. Close it when
 * the image is done.
 */
export class RegistrySession {
  readonly options: RegistryOptions
  readonly #around: Surroundings
  readonly #clients = new Map<string, readonly RegistryClient[]>()

  constructor(options: RegistryOptions) {
    this.options = options
    const endsAt = performance.now() + options.timeout
    this.#around = {
      options,
      network: new Network(options),
      gate: new Gate(options.parallel),
      signal: AbortSignal.timeout(options.timeout),
      timeLeft: () => endsAt - performance.now(),
    }
  }

  /** Whether the deadline has passed. */
  get isOver(): boolean {
    return this.#around.signal.aborted
  }

  mayAsk(repository: string): boolean {
    return mayAsk(this.options.registries, repository)
  }

  /** Mirrors in their order, then the registry. None of a repository that may not be asked for. */
  clientsOf(repository: string): readonly RegistryClient[] {
    if (!this.mayAsk(repository)) return []
    const known = this.#clients.get(repository)
    if (known !== undefined) return known
    const made = endpointsOf(repository, this.options).map((endpoint) => new RegistryClient(endpoint, this.#around))
    this.#clients.set(repository, made)
    return made
  }

  /**
   * The image of a reference. A tag is asked for once: what comes is hashed here, and this digest is what is judged and what must run (C79); where
   * there is a digest it counts. Throws Fault `registry-not-allowed`, `image-unavailable` or `image-ambiguous`.
   */
  async image({ repository, tag = 'latest', digest }: ImageReference): Promise<FetchedManifest> {
    if (!this.mayAsk(repository)) {
      throw new Fault('registry-not-allowed', `the image ${ANSWER_WORDS['registry-not-allowed']}`, repository)
    }
    const clients = this.clientsOf(repository).filter(({ endpoint }) => endpoint.tags || digest !== undefined)
    const found = await firstAnswer(clients, (client) => client.manifest(digest ?? tag, MAX_MANIFEST_BYTES))
    const at = digest === undefined ? `${repository}:${tag}` : `${repository}@${digest}`
    if (isUnanswered(found)) {
      throw new Fault('image-unavailable', `the image ${ANSWER_WORDS[found.code]}`, `${at}: ${found.code}`)
    }
    if (!isUnambiguousImage(found.manifest, found.contentType)) {
      throw new Fault('image-ambiguous', 'the manifest can be read as more than one thing', at)
    }
    return found
  }

  async close(): Promise<void> {
    await this.#around.network.close()
  }
}

/** The first that answers; where none does, what the last one said, which is the registry itself. */
export async function firstAnswer<T>(
  clients: readonly RegistryClient[],
  ask: (client: RegistryClient) => Promise<T | Unanswered>,
): Promise<T | Unanswered> {
  let last: T | Unanswered = unanswered('registry-not-allowed')
  for (const [index, client] of clients.entries()) {
    if (client.isGone && index < clients.length - 1) continue
    last = await ask(client)
    if (!isUnanswered(last)) return last
    client.isGone = GONE.includes(last.code)
  }
  return last
}

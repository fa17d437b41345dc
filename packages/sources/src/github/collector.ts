import { ANSWER_WORDS, type AnswerCode, isUnanswered } from '../answer-codes.ts'
import type { Basket } from '../basket.ts'
import type { SourceLimits } from '../evidence-source.ts'
import type { ListedBundle } from '../file/api-listing.ts'
import { decoded, type GithubClient } from './github-client.ts'

/** Requests for bundles of one image, however many a caller would allow. */
const MAX_REQUESTS = 1024

export interface Collecting {
  readonly client: GithubClient
  readonly basket: Basket
  readonly limits: SourceLimits
  /** Bundles fetched at the same time. */
  readonly parallel: number
}

/** Takes what is listed into the basket. What is only named is fetched, within a budget of requests and one of bytes. */
export class Collector {
  readonly #with: Collecting
  #requests: number
  #bytes: number

  constructor(collecting: Collecting) {
    this.#with = collecting
    this.#requests = Math.min(collecting.limits.visits, MAX_REQUESTS)
    this.#bytes = collecting.limits.totalBytes
  }

  /** `page`, for people: where it was listed. Why some of it was left out; undefined where nothing was. */
  async take(page: string, listed: Generator<ListedBundle>): Promise<AnswerCode | undefined> {
    let cut: AnswerCode | undefined
    const work = async (): Promise<void> => {
      // All of them draw from one list: whoever leaves it in the middle ends it for all.
      for (const next of listed) {
        cut ??= this.reasonToStop
        if (cut !== undefined) return
        await this.#one(`${page} ${next.at}`, next)
      }
    }
    await Promise.all(Array.from({ length: this.#with.parallel }, work))
    return cut
  }

  /** Why nothing more is looked at; undefined where there is room and time. */
  get reasonToStop(): AnswerCode | undefined {
    const { client, basket } = this.#with
    if (client.isOver) return 'timeout'
    return basket.isFull || this.#requests <= 0 || this.#bytes <= 0 ? 'over-budget' : undefined
  }

  async #one(name: string, listed: ListedBundle): Promise<void> {
    const { basket } = this.#with
    if ('bytes' in listed) basket.add(name, listed.bytes)
    else if ('missing' in listed) basket.note(name, listed.missing, 'content-invalid')
    else await this.#fetch(name, listed.url)
  }

  /** The name has no part of the URL: there is a permission to read in it. */
  async #fetch(name: string, url: string): Promise<void> {
    const { client, basket, limits } = this.#with
    this.#requests -= 1
    const bytes = await client.bundle(url, Math.min(limits.bytes, this.#bytes))
    if (isUnanswered(bytes)) return this.#leave(name, bytes.code)
    this.#bytes -= bytes.length
    const bundle = decoded(bytes, limits.bytes)
    if (isUnanswered(bundle)) return this.#leave(name, bundle.code)
    basket.add(name, bundle)
  }

  #leave(name: string, code: AnswerCode): void {
    this.#with.basket.note(name, ANSWER_WORDS[code], code)
  }
}

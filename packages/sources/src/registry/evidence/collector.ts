import type { Subject } from '@pawl/core'
import { ANSWER_WORDS, type AnswerCode, isUnanswered } from '../../answer-codes.ts'
import type { Basket } from '../../basket.ts'
import { mayBeEvidence } from '../../evidence-media-types.ts'
import type { SourceLimits } from '../../evidence-source.ts'
import { layerAttachment } from '../../layer-attachment.ts'
import { type Descriptor, descriptors } from '../../oci-descriptor.ts'
import { MAX_MANIFEST_BYTES, refersTo } from '../../oci-manifest.ts'
import type { RegistryClient } from '../registry-client.ts'
import { firstAnswer } from '../registry-session.ts'
import { fromBothEnds } from './from-both-ends.ts'
import type { Recorder } from './recorder.ts'
import { Shares } from './shares.ts'

/** Requests for manifests and blobs of one image, however many a caller would allow. */
const MAX_REQUESTS = 1024

/** What a route may go on with. */
export type Onward = 'on' | 'stop'

export interface Collecting {
  readonly clients: readonly RegistryClient[]
  readonly subject: Subject
  readonly limits: SourceLimits
  readonly basket: Basket
  readonly recorder: Recorder
}

/** Fetches what was listed, within the shares of the way by which it was found. */
export class Collector {
  readonly #with: Collecting
  readonly #seen = new Set<string>()
  readonly #requests: Shares
  readonly #pieces: Shares
  readonly #bytes: Shares
  readonly #manifestBytes: Shares

  constructor(collecting: Collecting, routes: readonly string[]) {
    const { count, totalBytes, visits } = collecting.limits
    this.#with = collecting
    this.#requests = new Shares(Math.min(visits, MAX_REQUESTS), routes)
    this.#pieces = new Shares(count, routes)
    this.#bytes = new Shares(totalBytes, routes)
    this.#manifestBytes = new Shares(totalBytes, routes)
  }

  /** One layer that may be evidence. What fails costs its request and nothing else: it is no piece. */
  async layer(route: string, layer: Descriptor): Promise<Onward> {
    const attachment = layerAttachment(layer.annotations)
    if (this.#isKnown(`${layer.digest} ${JSON.stringify(attachment)}`)) return 'on'
    const { digest, size } = layer
    const { limits, clients, basket, recorder } = this.#with
    if (size === undefined) return this.#leave(digest, 'content-invalid', 'on')
    if (!(size <= limits.bytes)) return this.#leave(digest, 'over-budget', 'on')
    if (!(await this.#requests.take(route, 1))) return this.#leave(route, 'over-budget', 'stop')
    if (!(await this.#pieces.take(route, 1))) return this.#leave(route, 'over-budget', 'stop')
    if (!(await this.#bytes.take(route, size))) {
      this.#pieces.giveBack(1)
      return this.#leave(digest, 'over-budget', 'on')
    }
    const bytes = await firstAnswer(clients, (client) => client.blob(digest, size))
    if (isUnanswered(bytes)) {
      this.#pieces.giveBack(1)
      this.#bytes.giveBack(size)
      return this.#leave(digest, bytes.code, 'on')
    }
    recorder.blob(digest, bytes)
    basket.add(`${this.#name()}@${digest}`, bytes, attachment)
    return 'on'
  }

  /** One manifest that is said to refer to the subject, and what lies in it. */
  async referrer(route: string, { digest, size = MAX_MANIFEST_BYTES }: Descriptor): Promise<Onward> {
    if (this.#isKnown(digest)) return 'on'
    const { clients, subject, recorder } = this.#with
    if (!(size <= MAX_MANIFEST_BYTES)) return this.#leave(digest, 'over-budget', 'on')
    if (!(await this.#requests.take(route, 1))) return this.#leave(route, 'over-budget', 'stop')
    if (!(await this.#manifestBytes.take(route, size))) return this.#leave(route, 'over-budget', 'stop')
    const fetched = await firstAnswer(clients, (client) => client.manifest(digest, size))
    if (isUnanswered(fetched)) return this.#leave(digest, fetched.code, 'on')
    if (!refersTo(fetched.manifest, subject)) return 'on'
    recorder.manifest(fetched, undefined)
    const layers = descriptors(fetched.manifest['layers']).filter(({ mediaType }) => mayBeEvidence(mediaType))
    for (const layer of fromBothEnds(layers)) {
      if ((await this.layer(route, layer)) === 'stop') return 'stop'
    }
    return 'on'
  }

  /** A route has no more: what it did not use is for the others. */
  finish(route: string): void {
    for (const each of [this.#requests, this.#pieces, this.#bytes, this.#manifestBytes]) each.finish(route)
  }

  /** Two routes lead to the same thing as a rule. */
  #isKnown(key: string): boolean {
    if (this.#seen.has(key)) return true
    this.#seen.add(key)
    return false
  }

  #leave(name: string, code: AnswerCode, onward: Onward): Onward {
    this.#with.basket.note(name, ANSWER_WORDS[code], code)
    return onward
  }

  #name(): string {
    const { registry = '', path = '' } = this.#with.clients.at(-1)?.endpoint ?? {}
    return `${registry}/${path}`
  }
}

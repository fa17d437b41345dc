import type { Attachment, FetchedEvidence } from '@pawl/core'
import type { SourceAnswer, SourceLimits } from './evidence-source.ts'

/** Collects evidence within a source's limits and remembers what did not fit. */
export class Basket {
  readonly #source: string
  readonly #limits: SourceLimits
  readonly #evidence: FetchedEvidence[] = []
  readonly #notes: string[] = []
  #bytes = 0

  constructor(source: string, limits: SourceLimits) {
    this.#source = source
    this.#limits = limits
  }

  /** `name` is where it lay, for people. */
  add(name: string, bytes: Uint8Array, attachment?: Attachment): void {
    const refusal = this.#refusal(bytes.length)
    if (refusal !== undefined) this.note(name, refusal)
    else {
      this.#bytes += bytes.length
      this.#evidence.push({ source: name, bytes, ...(attachment && { attachment }) })
    }
  }

  #refusal(size: number): string | undefined {
    if (!(size <= this.#limits.bytes)) return 'is larger than the limit of one piece of evidence'
    if (!(this.#evidence.length < this.#limits.count)) return 'is beyond the number of pieces that are looked at'
    return this.#bytes + size <= this.#limits.totalBytes ? undefined : 'is beyond the bytes that are looked at'
  }

  note(name: string, words: string): void {
    this.#notes.push(`${name}: ${words}`)
  }

  answer(): SourceAnswer {
    return {
      source: this.#source,
      evidence: this.#evidence,
      complete: this.#notes.length === 0,
      notes: this.#notes,
    }
  }
}

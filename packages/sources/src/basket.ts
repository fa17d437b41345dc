import type { Attachment, FetchedEvidence } from '@pawl/core'
import { type AnswerCode, statusOf } from './answer-codes.ts'
import type { SourceAnswer, SourceLimits } from './evidence-source.ts'

const MAX_NOTES = 100

/** Collects evidence within a source's limits and remembers what did not fit. */
export class Basket {
  readonly #source: string
  readonly #limits: SourceLimits
  readonly #evidence: FetchedEvidence[] = []
  readonly #notes: string[] = []
  readonly #codes = new Set<AnswerCode>()
  #left = 0
  #bytes = 0

  constructor(source: string, limits: SourceLimits) {
    this.#source = source
    this.#limits = limits
  }

  /** Whether nothing more can be looked at. */
  get isFull(): boolean {
    return !(this.#evidence.length < this.#limits.count && this.#bytes < this.#limits.totalBytes)
  }

  /** Whether something was turned away because nothing more can be looked at: whoever has more may stop. */
  get isOverfull(): boolean {
    return this.isFull && this.#codes.has('over-budget')
  }

  /** `name` is where it lay, for people. */
  add(name: string, bytes: Uint8Array, attachment?: Attachment): void {
    const refusal = this.#refusal(bytes.length)
    if (refusal !== undefined) this.note(name, refusal, 'over-budget')
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

  /** Notes are for people: whoever attaches a million things does not get a million lines. */
  note(name: string, words: string, code: AnswerCode = 'unreadable'): void {
    this.#codes.add(code)
    if (this.#notes.length < MAX_NOTES) this.#notes.push(`${name}: ${words}`)
    else this.#left += 1
  }

  /** `answered`: false where nothing of the source could be asked at all. */
  answer(answered: boolean = true): SourceAnswer {
    const codes = [...this.#codes]
    const status = statusOf(codes, answered)
    return {
      source: this.#source,
      evidence: this.#evidence,
      complete: status === 'complete',
      status,
      codes,
      notes: this.#left === 0 ? this.#notes : [...this.#notes, `and ${this.#left} more`],
    }
  }
}

import { createHash } from 'node:crypto'
import type { InputDocument } from '@pawl/document'
import type { Outcome } from '@pawl/policy'
import { type BundleRejection, type BundleRejectionCode, isBundleRejection } from '../bundle/bundle-rejection.ts'
import type { SeenBundle } from '../bundle/bundle-revision.ts'
import { type OpaBundlePins, type OpenedBundle, openBundle } from '../bundle/open-bundle.ts'
import type { BundleEngine } from '../bundle-engine.ts'
import { type EngineFailure, failure } from '../engine-failure.ts'
import type { BundleAnswer, BundleSource, BundleSourceCode } from './bundle-source.ts'
import { isFresh, untilStale } from './freshness.ts'
import { HeldEngine } from './held-engine.ts'

/** What is wrong with what the source has now. The bundle in use is not touched by it. */
export type LiveProblem = BundleRejectionCode | BundleSourceCode | 'bundle-state-unwritable'

/** How bundles are taken and for how long one is used. Nothing of it is optional. */
export interface LiveOptions {
  readonly source: BundleSource
  readonly pins: OpaBundlePins
  /** `engineOf`, or `foreignEngineOf` with its options. */
  readonly engine: (bundle: OpenedBundle) => Promise<BundleEngine | BundleRejection>
  /** Keeps a revision where it is found after a restart. What cannot be kept is not used. */
  readonly keep: (accepted: SeenBundle) => void
  /** Told of every attempt: the problem, or undefined where the bundle in use was confirmed or replaced. */
  readonly report: (problem: LiveProblem | undefined) => void
  /** Seconds that a bundle is used after it was last confirmed. */
  readonly maxAge: number
  /** Seconds from one attempt to the next. */
  readonly pollEvery: number
  /** Epoch seconds. */
  readonly clock: () => number
  /** Runs `work` once after so many seconds; what it returns takes that back. */
  readonly schedule: (work: () => void, seconds: number) => () => void
}

export interface LiveStatus {
  /** Undefined before the first bundle. */
  readonly inUse: SeenBundle | undefined
  /** Epoch seconds of the last attempt that found the bundle in use. */
  readonly confirmedAt: number | undefined
  /** Of the last attempt. */
  readonly problem: LiveProblem | undefined
}

export interface LiveEngine extends BundleEngine {
  readonly status: () => LiveStatus
}

/** An engine that follows its source. Given back after the first attempt, whatever came of it: without a bundle everything is a deny. */
export async function liveEngine(options: LiveOptions): Promise<LiveEngine> {
  const live = new Live(options)
  await live.poll()
  return live
}

interface InUse {
  readonly seen: SeenBundle
  readonly engine: HeldEngine
  /** Of the bytes of the archive. */
  readonly archive: string
  readonly mark: string | undefined
  readonly confirmedAt: number
}

class Live implements LiveEngine {
  readonly #options: LiveOptions
  readonly #seen: SeenBundle[]
  #inUse: InUse | undefined
  #problem: LiveProblem | undefined
  #closed = false
  #cancel: () => void = () => undefined

  constructor(options: LiveOptions) {
    this.#options = options
    this.#seen = [...options.pins.revisions.seen]
  }

  readonly status = (): LiveStatus => ({
    inUse: this.#inUse?.seen,
    confirmedAt: this.#inUse?.confirmedAt,
    problem: this.#problem,
  })

  async evaluate(request: readonly string[], document: InputDocument): Promise<Outcome | EngineFailure> {
    if (this.#closed) return failure('engine-closed')
    const inUse = this.#inUse
    const { clock, maxAge } = this.#options
    if (inUse === undefined || !isFresh(inUse.confirmedAt, clock(), maxAge)) return failure('bundle-stale')
    const said = await inUse.engine.evaluate(request, document)
    return 'code' in said ? said : untilStale(said, document, inUse.confirmedAt + maxAge)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancel()
    await this.#inUse?.engine.close()
  }

  /** One attempt, and then the next: two never overlap. */
  async poll(): Promise<void> {
    const { report, schedule, pollEvery } = this.#options
    this.#problem = await this.#attempt()
    if (this.#closed) return
    this.#cancel = schedule(() => void this.poll(), pollEvery)
    report(this.#problem)
  }

  async #attempt(): Promise<LiveProblem | undefined> {
    const { clock, source } = this.#options
    try {
      // What was so when it was asked; the answer may take long.
      const askedAt = clock()
      return await this.#take(await source.read(this.#inUse?.mark), askedAt)
    } catch {
      // A source of somebody else: what throws has confirmed nothing, and is asked again.
      return 'bundle-source-unreachable'
    }
  }

  async #take(answer: BundleAnswer, askedAt: number): Promise<LiveProblem | undefined> {
    if (answer.outcome === 'unanswered') return answer.code
    const inUse = this.#inUse
    if (answer.outcome === 'same') return inUse === undefined ? 'bundle-source-refused' : this.#confirm(inUse, askedAt)
    const { bytes, mark } = answer
    const archive = createHash('sha256').update(bytes).digest('hex')
    if (archive === inUse?.archive) return this.#confirm({ ...inUse, mark }, askedAt)
    return await this.#replace(bytes, { archive, mark, confirmedAt: askedAt })
  }

  #confirm(inUse: InUse, askedAt: number): undefined {
    this.#inUse = { ...inUse, confirmedAt: askedAt }
  }

  /** Everything that can fail comes before the good one is let go. */
  async #replace(
    bytes: Uint8Array,
    about: Pick<InUse, 'archive' | 'mark' | 'confirmedAt'>,
  ): Promise<LiveProblem | undefined> {
    const { pins, engine: engineFor } = this.#options
    const bundle = openBundle(bytes, { keys: pins.keys, revisions: { ...pins.revisions, seen: this.#seen } })
    if (isBundleRejection(bundle)) return bundle.code
    const engine = await engineFor(bundle)
    if (isBundleRejection(engine)) return engine.code
    const seen = { revision: bundle.revision, digest: bundle.digest }
    if (this.#closed || !this.#keep(seen)) {
      await engine.close()
      return 'bundle-state-unwritable'
    }
    const before = this.#inUse?.engine
    this.#inUse = { ...about, seen, engine: new HeldEngine(engine) }
    await before?.retire()
    return undefined
  }

  #keep(seen: SeenBundle): boolean {
    try {
      this.#options.keep(seen)
      this.#seen.push(seen)
      return true
    } catch {
      return false
    }
  }
}

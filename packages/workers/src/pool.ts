import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FetchedEvidence, Subject, VerificationTime, VerifiedImage } from '@pawl/core'
import { type TrustFiles, trustOf } from './trust-files.ts'

/** One image to verify. The bytes of its evidence are copied to the thread. */
export interface Job {
  readonly evidence: readonly FetchedEvidence[]
  readonly subject: Subject
  readonly times: VerificationTime
  /** Milliseconds from now, waiting included. Past it there is no answer, and the thread that worked on it is ended. */
  readonly within: number
}

/** Why there is no answer. It is no verdict: whoever asked has verified nothing, and must decide as if there were no evidence. */
export type Unanswered = 'deadline-passed' | 'queue-full' | 'thread-lost' | 'closed'

export type Answer =
  | { readonly outcome: 'verified'; readonly image: VerifiedImage }
  | { readonly outcome: 'unanswered'; readonly why: Unanswered }

export interface PoolOptions {
  readonly trust: TrustFiles
  /** Threads. */
  readonly threads: number
  /** Jobs that may wait; one more is turned away at once. */
  readonly waiting: number
  /** Megabytes of heap a thread may use before it is ended. */
  readonly heap: number
}

export interface VerifierPool {
  readonly verify: (job: Job) => Promise<Answer>
  /** Ends all threads; what waits is unanswered. */
  readonly close: () => Promise<void>
}

export interface Question {
  readonly serial: number
  readonly evidence: readonly FetchedEvidence[]
  readonly digest: string
  readonly others: ReadonlyMap<string, string>
  readonly times: VerificationTime
}

export interface Reply {
  readonly serial: number
  readonly image: VerifiedImage
}

interface Waiting {
  readonly question: Question
  readonly settle: (answer: Answer) => void
  readonly timer: NodeJS.Timeout
}

/**
 * Threads that verify images by one trust configuration, which is loaded here first, so that what is wrong with it is said at once (`loadTrust`). A job runs on
 * one thread; a thread that takes too long or dies takes down its own job and no other, and another takes its place.
 */
export function verifierPool(options: PoolOptions): VerifierPool {
  trustOf(options.trust)
  return new Pool(options)
}

/** Milliseconds. */
const RETRY_AFTER = 1000
const unanswered = (why: Unanswered): Answer => ({ outcome: 'unanswered', why })
const THREAD = new URL(`./thread${extname(import.meta.url)}`, import.meta.url)

class Pool implements VerifierPool {
  readonly #options: PoolOptions
  readonly #threads = new Map<Worker, Waiting | undefined>()
  #queue: readonly Waiting[] = []
  #serial = 0
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
    for (let each = 0; each < options.threads; each += 1) this.#start()
  }

  readonly verify = (job: Job): Promise<Answer> => {
    if (this.#closed) return Promise.resolve(unanswered('closed'))
    if (!(this.#queue.length < this.#options.waiting)) return Promise.resolve(unanswered('queue-full'))
    return new Promise((settle) => {
      this.#serial += 1
      const { evidence, subject, times, within } = job
      const question = { serial: this.#serial, evidence, digest: subject.digest, others: subject.others, times }
      const waiting: Waiting = { question, settle, timer: setTimeout(() => this.#late(waiting), within) }
      this.#queue = [...this.#queue, waiting]
      this.#next()
    })
  }

  readonly close = async (): Promise<void> => {
    this.#closed = true
    for (const waiting of [...this.#queue, ...this.#threads.values()]) {
      if (waiting !== undefined) settle(waiting, unanswered('closed'))
    }
    this.#queue = []
    const threads = [...this.#threads.keys()]
    this.#threads.clear()
    await Promise.all(threads.map((thread) => thread.terminate()))
  }

  #start(): void {
    const { trust, heap } = this.#options
    const thread = new Worker(THREAD, { workerData: trust, resourceLimits: { maxOldGenerationSizeMb: heap } })
    const failed = (): void => this.#retry(thread)
    // Not free before it has loaded its trust: what it is given before would wait behind that.
    thread.once('message', () => {
      thread.off('exit', failed)
      if (this.#closed) return void thread.terminate()
      this.#threads.set(thread, undefined)
      thread.on('message', (reply: Reply) => this.#answered(thread, reply))
      thread.on('exit', () => this.#lost(thread))
      this.#next()
    })
    // An error is told again by the exit that follows it; without a listener it would be thrown here.
    thread.on('error', () => undefined)
    thread.once('exit', failed)
    thread.unref()
  }

  /** A thread that did not even begin: the machine is short of something. What waits has its deadline. */
  #retry(thread: Worker): void {
    void thread.terminate()
    if (!this.#closed) setTimeout(() => this.#closed || this.#start(), RETRY_AFTER).unref()
  }

  #next(): void {
    for (const [thread, job] of this.#threads) {
      const [first, ...rest] = this.#queue
      if (job !== undefined || first === undefined) continue
      this.#queue = rest
      this.#threads.set(thread, first)
      thread.postMessage(first.question)
    }
  }

  #answered(thread: Worker, { serial, image }: Reply): void {
    const job = this.#threads.get(thread)
    // An answer to nothing that this thread was asked is no answer.
    if (job?.question.serial !== serial) return
    this.#threads.set(thread, undefined)
    settle(job, { outcome: 'verified', image })
    this.#next()
  }

  /** It waits, or a thread works on it: that one is ended, for nothing else stops it. */
  #late(waiting: Waiting): void {
    this.#queue = this.#queue.filter((each) => each !== waiting)
    settle(waiting, unanswered('deadline-passed'))
    for (const [thread, job] of this.#threads) if (job === waiting) this.#replace(thread)
  }

  #lost(thread: Worker): void {
    if (!this.#threads.has(thread)) return
    const job = this.#threads.get(thread)
    if (job !== undefined) settle(job, unanswered('thread-lost'))
    this.#replace(thread)
  }

  #replace(thread: Worker): void {
    this.#threads.delete(thread)
    void thread.terminate()
    if (!this.#closed) this.#start()
  }
}

function settle({ settle: tell, timer }: Waiting, answer: Answer): void {
  clearTimeout(timer)
  tell(answer)
}

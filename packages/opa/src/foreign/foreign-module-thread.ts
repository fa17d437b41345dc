import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { EngineFailureCode } from '../engine-failure.ts'
import type { ForeignModuleData, ForeignReply } from './foreign-thread.ts'

export interface ThreadLimits {
  /** Milliseconds of an evaluation, waiting included. Past it there is no answer, and the thread that worked on it is ended. */
  readonly deadline: number
  /** Evaluations that may wait; one more is turned away at once. */
  readonly waiting: number
  /** Megabytes of JavaScript heap before the thread is ended. The memory of the module is bounded by itself: 64 MiB. */
  readonly heap: number
}

interface Job {
  readonly serial: number
  readonly input: Uint8Array<ArrayBuffer>
  readonly settle: (reply: string | Unanswered) => void
  readonly timer: NodeJS.Timeout
}

export interface Unanswered {
  readonly code: EngineFailureCode
}

const THREAD = new URL(`./foreign-thread${extname(import.meta.url)}`, import.meta.url)
/** Milliseconds. */
const RETRY_AFTER = 1000

/** One thread with one module: one question at a time. A thread that is late or dies takes down its own question only, and another takes its place. */
export class ForeignThread {
  /** Whether the module could be loaded, within the deadline. */
  readonly begun: Promise<boolean>
  readonly #module: ForeignModuleData
  readonly #limits: ThreadLimits
  #thread: Worker | undefined
  #ready = false
  #job: Job | undefined
  #queue: readonly Job[] = []
  #serial = 0
  #closed = false

  constructor(module: ForeignModuleData, limits: ThreadLimits) {
    this.#module = module
    this.#limits = limits
    this.begun = new Promise((tell) => {
      const timer = setTimeout(() => tell(false), limits.deadline)
      this.#start((ready) => {
        clearTimeout(timer)
        tell(ready)
      })
    })
  }

  /** The result set as JSON. */
  ask(input: Uint8Array<ArrayBuffer>): Promise<string | Unanswered> {
    const { waiting, deadline } = this.#limits
    if (this.#closed) return Promise.resolve({ code: 'engine-closed' })
    if (!(this.#queue.length < waiting)) return Promise.resolve({ code: 'engine-busy' })
    return new Promise((settle) => {
      this.#serial += 1
      const job: Job = { serial: this.#serial, input, settle, timer: setTimeout(() => this.#late(job), deadline) }
      this.#queue = [...this.#queue, job]
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    const open = this.#job === undefined ? this.#queue : [this.#job, ...this.#queue]
    this.#job = undefined
    this.#queue = []
    for (const job of open) settle(job, { code: 'engine-closed' })
    await this.#thread?.terminate()
  }

  #start(told: (ready: boolean) => void): void {
    const thread = new Worker(THREAD, {
      workerData: this.#module,
      // Neither the environment nor the output of this process is a module's.
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heap, maxYoungGenerationSizeMb: this.#limits.heap },
    })
    let code: EngineFailureCode = 'engine-thread-lost'
    thread.on('error', (error) => {
      if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') code = 'engine-memory-exceeded'
    })
    thread.once('message', () => {
      thread.on('message', (reply: ForeignReply) => this.#answered(thread, reply))
      this.#ready = this.#thread === thread
      told(true)
      this.#next()
    })
    thread.once('exit', () => {
      told(false)
      this.#lost(thread, code)
    })
    thread.unref()
    this.#thread = thread
    this.#ready = false
  }

  #next(): void {
    const [first, ...rest] = this.#queue
    if (this.#job !== undefined || first === undefined || !this.#ready) return
    this.#queue = rest
    this.#job = first
    this.#thread?.postMessage({ serial: first.serial, input: first.input })
  }

  #answered(thread: Worker, { serial, text, code = 'engine-error' }: ForeignReply): void {
    const job = this.#job
    // An answer to nothing that was asked is no answer.
    if (thread !== this.#thread || job?.serial !== serial) return
    this.#job = undefined
    settle(job, text ?? { code })
    this.#next()
  }

  /** It waits, or the thread works on it: then that is ended, for nothing else stops it. */
  #late(job: Job): void {
    this.#queue = this.#queue.filter((each) => each !== job)
    settle(job, { code: 'engine-deadline-passed' })
    if (this.#job !== job) return
    this.#job = undefined
    void this.#thread?.terminate()
    this.#restart()
  }

  #lost(thread: Worker, code: EngineFailureCode): void {
    if (thread !== this.#thread) return
    const job = this.#job
    this.#job = undefined
    if (job !== undefined) settle(job, { code })
    // One that did not even begin would fail again at once.
    if (this.#ready) this.#restart()
    else setTimeout(() => this.#restart(), RETRY_AFTER).unref()
  }

  #restart(): void {
    if (!this.#closed) this.#start(() => undefined)
  }
}

function settle({ settle: tell, timer }: Job, reply: string | Unanswered): void {
  clearTimeout(timer)
  tell(reply)
}

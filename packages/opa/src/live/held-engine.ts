import type { InputDocument } from '@pawl/document'
import type { Outcome } from '@pawl/policy'
import type { BundleEngine } from '../bundle-engine.ts'
import type { EngineFailure } from '../engine-failure.ts'

/** An engine that is closed once what it was asked is answered: a new bundle takes no answer away from whoever asked the old one. */
export class HeldEngine implements BundleEngine {
  readonly #engine: BundleEngine
  #asked = 0
  #retired = false

  constructor(engine: BundleEngine) {
    this.#engine = engine
  }

  async evaluate(request: readonly string[], document: InputDocument): Promise<Outcome | EngineFailure> {
    this.#asked += 1
    try {
      return await this.#engine.evaluate(request, document)
    } finally {
      this.#asked -= 1
      if (this.#retired && this.#asked === 0) await this.#engine.close()
    }
  }

  /** Closes it now, or after the last answer. */
  async retire(): Promise<void> {
    this.#retired = true
    if (this.#asked === 0) await this.#engine.close()
  }

  close(): Promise<void> {
    return this.#engine.close()
  }
}

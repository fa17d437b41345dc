import { bytesOf } from './encode-input.ts'
import type { PreparedInstance } from './prepared-instance.ts'

/** Profiles that are in use at the same time. Each holds 4 MiB, because what has grown beyond is not kept. */
const KEPT = 4

type Instance = Pick<PreparedInstance, 'evaluate' | 'restore'>

/** Instances by the text of the profile that they have read: by its object they would judge by the old one when somebody changes it. */
export class InstancePool {
  readonly #prepare: (data: ArrayBuffer) => Instance
  readonly #kept = new Map<string, Instance>()

  constructor(prepare: (data: ArrayBuffer) => Instance) {
    this.#prepare = prepare
  }

  /** What the module answers. No evaluation sees anything of another document. Throws anything, strings too. */
  run(document: ArrayBuffer, data: string): unknown {
    const instance = this.#kept.get(data) ?? this.#prepare(bytesOf(data))
    // Out while it runs, and back only when its memory is as before: what throws in the middle never judges again.
    this.#kept.delete(data)
    const answer = instance.evaluate(document)
    if (instance.restore()) this.#keep(data, instance)
    return answer
  }

  /** Last in the map is last used. */
  #keep(data: string, instance: Instance): void {
    this.#kept.set(data, instance)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest)
  }
}

/**
 * A budget that several draw on: each is sure of an equal part, and gets what the others leave. So a flood in one place takes nothing from what
 * lies in another, and where there is no flood one may use it all (law L8).
 */
export class Shares {
  readonly #sure: Map<string, number>
  #left: number
  #changed = Promise.withResolvers<void>()

  constructor(total: number, names: readonly string[]) {
    this.#left = total
    this.#sure = new Map(names.map((name) => [name, Math.floor(total / names.length)]))
  }

  /** Takes `amount`, perhaps after waiting for what others leave; false where it is not there. */
  async take(name: string, amount: number): Promise<boolean> {
    while (!this.#fits(name, amount)) {
      if (this.#sureOfOthers(name) === 0 || !(amount <= this.#left)) return false
      await this.#changed.promise
    }
    this.#left -= amount
    this.#sure.set(name, Math.max(0, (this.#sure.get(name) ?? 0) - amount))
    return true
  }

  #fits(name: string, amount: number): boolean {
    const own = this.#sure.get(name) ?? 0
    return amount <= own || amount <= this.#left - this.#sureOfOthers(name)
  }

  #sureOfOthers(name: string): number {
    return [...this.#sure].reduce((sum, [each, sure]) => (each === name ? sum : sum + sure), 0)
  }

  /** What was taken and not used. */
  giveBack(amount: number): void {
    this.#left += amount
    this.#wake()
  }

  /** One takes no more: what it was sure of is for the others. */
  finish(name: string): void {
    this.#sure.delete(name)
    this.#wake()
  }

  #wake(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }
}

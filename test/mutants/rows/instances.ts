import type { Mutant } from '../mutant.ts'

type Change = Pick<Mutant, 'name' | 'file' | 'find' | 'replace'>

const CHANGES: readonly Change[] = [
  {
    name: 'a document stays in memory',
    file: 'prepared-instance.ts',
    find: '    memory.fill(0, this.#before.length, top)\n',
    replace: '',
  },
  {
    name: 'what an evaluation changed in memory stays so',
    file: 'prepared-instance.ts',
    find: '    memory.set(this.#before)\n',
    replace: '',
  },
  {
    name: 'memory that has grown is kept',
    file: 'prepared-instance.ts',
    find: 'memory.length !== this.#size || ',
    replace: '',
  },
  {
    name: 'memory counts as restored up to nowhere',
    file: 'prepared-instance.ts',
    find: '!(top >= this.#before.length && top <= memory.length)',
    replace: 'top < 0',
  },
  {
    name: 'an instance that could not be restored judges again',
    file: 'instance-pool.ts',
    find: 'if (instance.restore()) this.#keep(data, instance)',
    replace: 'instance.restore()\n    this.#keep(data, instance)',
  },
  {
    name: 'an instance that threw judges again',
    file: 'instance-pool.ts',
    find: '    this.#kept.delete(data)\n',
    replace: '',
  },
  {
    name: 'instances are kept without end',
    file: 'instance-pool.ts',
    find: 'this.#kept.size > KEPT',
    replace: 'this.#kept.size < 0',
  },
  {
    name: 'the engine judges by the profile it saw first',
    file: 'opa-engine.ts',
    find: 'instances.run(input.document, input.data)',
    replace: 'instances.run(input.document, (globalThis as { first?: string }).first ??= input.data)',
  },
]

/** What one evaluation could see of another. */
export const INSTANCES: readonly Mutant[] = CHANGES.map((each) => ({
  ...each,
  file: `packages/opa/src/${each.file}`,
  caughtBy: 'tests',
  suites: ['packages/opa/src'],
}))

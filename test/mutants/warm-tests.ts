import { join } from 'node:path'
// biome-ignore lint/suspicious/noDeprecatedImports: one overload of it is deprecated, and not the one that is called here
import { createVitest, type Vitest } from 'vitest/node'

export interface TestRun {
  readonly passed: boolean
  readonly tests: number
  /** The first failure, for people. */
  readonly failure: string | undefined
}

/** One vitest for all rows: its transforms stay, and only the changed file is read anew. Workers are new for each run. */
export class WarmTests {
  readonly #root: string
  readonly #vitest: Vitest

  private constructor(root: string, vitest: Vitest) {
    this.#root = root
    this.#vitest = vitest
  }

  static async start(root: string): Promise<WarmTests> {
    const vitest = await createVitest({
      root,
      config: join(root, 'test', 'vitest.config.ts'),
      watch: false,
      // One file after the other: with two at a time, the stop at a failure in one can overtake the report of that failure.
      maxWorkers: 1,
      fileParallelism: false,
      bail: 1,
      reporters: [{}],
      silent: true,
    })
    return new WarmTests(root, vitest)
  }

  /** Runs the suites; `named` is a part of the test names. `changed` is the file whose transform is out of date. */
  async run(suites: readonly string[], named: string | undefined, changed: string | undefined): Promise<TestRun> {
    if (changed !== undefined) this.forget(changed)
    const specifications = await this.#vitest.globTestSpecifications(suites.map((suite) => join(this.#root, suite)))
    if (named === undefined) this.#vitest.resetGlobalTestNamePattern()
    else this.#vitest.setGlobalTestNamePattern(new RegExp(named.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    // The state remembers other runs: only what was asked for now is looked at.
    this.#vitest.state.clearErrors()
    const { testModules: known, unhandledErrors } = await this.#vitest.runTestSpecifications(specifications)
    const asked = new Set(specifications.map(({ moduleId }) => moduleId))
    const testModules = known.filter(({ moduleId }) => asked.has(moduleId))
    const tests = testModules.flatMap((module) => [...module.children.allTests()])
    const failed = tests.find((test) => test.result().state === 'failed')
    const broken = testModules.find((module) => !module.ok())
    return {
      passed: failed === undefined && broken === undefined && unhandledErrors.length === 0,
      tests: tests.filter((test) => test.result().state === 'passed').length,
      failure: failed?.fullName ?? broken?.moduleId,
    }
  }

  forget(file: string): void {
    this.#vitest.invalidateFile(join(this.#root, file))
  }

  async close(): Promise<void> {
    await this.#vitest.close()
  }
}

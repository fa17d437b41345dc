import { type Command, Option } from 'commander'
import { ENGINES } from '../../../judge.ts'
import { outputOption } from '../../../options.ts'
import type { Done, World } from '../../../world.ts'
import { REPORT_FORMATS } from './reports/report-list.ts'
import { runTests, type TestOptions } from './run-tests.ts'

const HELP = `
A test file names a trust configuration, policies and cases; paths are relative
to it.

  apiVersion: pawl.dev/v1
  kind: PolicyTest
  metadata: { name: production }
  spec:
    trust: trust.yaml
    policies: [policy.yaml]
    cases:
      - name: without a review
        now: 2026-01-02T00:00:00Z
        document: good.json            # of pawl input; or images: [SUBJECT...]
        without: { claims: [review] }
        decision: deny
        requirements: { built: met, reviewed: [claim-missing] }

Each case is judged at its own now, never by the clock. Expectations are written
by hand: nothing here writes them.

Exit codes: 0 every case passes, 1 one fails, 2 could not run.`

export function registerTest(policy: Command, { out, clock, loadOpa }: World, done: Done): void {
  policy
    .command('test')
    .description('judge cases by policies and compare with what is expected')
    .argument('<file...>', 'PolicyTest files, YAML or JSON')
    .addOption(
      new Option('-e, --engine <engine>', 'who decides; with all, both must agree').choices(ENGINES).default('all'),
    )
    .addOption(outputOption(REPORT_FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (files: readonly string[], options: Pick<TestOptions, 'engine' | 'output'>) => {
      done(await runTests(files, { ...options, loadOpa, readAt: clock() }, out))
    })
}

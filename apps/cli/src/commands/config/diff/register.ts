import type { Command } from 'commander'
import { configKeyOption, outputOption, policyOption } from '../../../options.ts'
import { FORMATS } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import { type DiffOptions, diff } from './diff.ts'

const HELP = `
The second side is another bundle, or the files that the next one would be made of.
Each change says where it can lead: opens (something denied may be allowed), closes
(something allowed may be denied), or either. Who signed a bundle is checked; whether
it is still in date is not.

Exit codes: 0 they say the same, 1 they differ, 2 could not look.

  pawl config diff acme-7.json acme-8.json --config-key operator.pub
  pawl config diff acme-7.json --config-key operator.pub --trust trust.yaml --policy policy.yaml`

export function registerDiff(config: Command, { out, clock }: World, done: Done): void {
  config
    .command('diff')
    .description('say what changes from one configuration to another, and what each change can open')
    .argument('<old>', 'a bundle')
    .argument('[new]', 'another, or files:')
    .addOption(configKeyOption())
    .option('-t, --trust <file>', 'the TrustConfiguration, YAML or JSON')
    .addOption(policyOption())
    .option('--profiles <file>', 'a ProfileConfiguration')
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((before: string, after: string | undefined, options: Omit<DiffOptions, 'now'>) => {
      done(diff(before, after, { ...options, now: clock() }, out))
    })
}

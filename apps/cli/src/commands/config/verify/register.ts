import type { Command } from 'commander'
import { atOption, configKeyOption, configStateOption, minRevisionOption, outputOption } from '../../../options.ts'
import { FORMATS } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import { type VerifyOptions, verify } from './verify.ts'

const HELP = `
With --config-state the revision is kept when it is accepted, and an older bundle, or
another content of the same revision, is refused from then on.

Exit codes: 0 it may be used, 1 it may not, 2 could not look.

  pawl config verify acme-8.json --config-key operator.pub --config-state seen.jsonl`

export function registerVerify(config: Command, { out, clock }: World, done: Done): void {
  config
    .command('verify')
    .description('say whether a bundle may be used, and what is in it')
    .argument('<bundle>', 'the file')
    .addOption(configKeyOption())
    .addOption(configStateOption())
    .addOption(minRevisionOption())
    .addOption(atOption())
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((bundle: string, options: Omit<VerifyOptions, 'now'> & { readonly at: number | undefined }) => {
      done(verify(bundle, { ...options, now: options.at ?? clock() }, out))
    })
}

import { type Command, Option } from 'commander'
import { collect, minRevisionOption, outputOption } from '../../../options.ts'
import { FORMATS } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import { algorithmOption } from '../bundle-algorithm.ts'
import { type VerifyOptions, verify } from './verify.ts'

const HELP = `
The revision is kept in the file of --state when it is accepted, and an older bundle, or
another content of the same revision, is refused from then on.

Exit codes: 0 it may be used, 1 it may not, 2 could not look.

  pawl opa verify acme-8.tar.gz --key operator.pub --state seen.jsonl --min-revision 1`

export function registerVerify(opa: Command, { out }: World, done: Done): void {
  opa
    .command('verify')
    .description('say whether a signed bundle may be used')
    .argument('<bundle>', 'the file')
    .addOption(
      new Option('--key <file...>', 'public keys in PEM; one of them signed the bundle')
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .addOption(algorithmOption())
    .requiredOption('--state <file>', 'keeps the highest revision seen; an older bundle is refused')
    .addOption(minRevisionOption().makeOptionMandatory())
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((bundle: string, options: VerifyOptions) => {
      done(verify(bundle, options, out))
    })
}

import { isBoundedText } from '@pawl/document'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { instant, policyOption, revision } from '../../../options.ts'
import type { Done, World } from '../../../world.ts'
import { type SignOptions, sign } from './sign.ts'

const HELP = `
The bundle holds everything that decides: the trust configuration with the keys and
roots that it names, the policies in their normal form, the profiles. It is refused by
every pawl that has seen a higher revision, and by everyone from --valid-until on.

  pawl config sign --name acme --revision 8 --valid-until 2026-02-01T00:00:00Z \\
    --trust trust.yaml --policy policy.yaml --key operator.key --out acme-8.json`

export function registerSign(config: Command, { out, err, clock }: World, done: Done): void {
  config
    .command('sign')
    .description('make a bundle of configuration files, and sign it')
    .requiredOption('-t, --trust <file>', 'the TrustConfiguration, YAML or JSON')
    .addOption(policyOption().makeOptionMandatory())
    .option('--profiles <file>', 'a ProfileConfiguration; without it all policies apply everywhere')
    .addOption(new Option('--name <name>', 'the name of the configuration').argParser(bundleName).makeOptionMandatory())
    .addOption(
      new Option('--revision <number>', 'higher than that of every bundle before')
        .argParser(revision)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--valid-until <time>', 'when it ends, for example 2026-01-31T12:00:00Z')
        .argParser(instant)
        .makeOptionMandatory(),
    )
    .requiredOption('--key <file>', 'the private key, PKCS #8 in PEM')
    .option('--password-file <file>', 'what an encrypted key is opened with')
    .option('--out <file>', 'a new file; standard output without one')
    .addHelpText('after', HELP)
    .exitOverride()
    .action((options: Omit<SignOptions, 'now'>) => {
      done(sign({ ...options, now: clock() }, out, err))
    })
}

function bundleName(text: string): string {
  if (text === '' || !isBoundedText(text, 256)) {
    throw new InvalidArgumentError('Write a name without control characters, at most 256 long.')
  }
  return text
}

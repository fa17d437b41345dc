import { type Command, InvalidArgumentError, Option } from 'commander'
import { gatewayUrl } from '../../../gateway-url.ts'
import { configKeyOption, configStateOption, minRevisionOption, outputOption, policyOption } from '../../../options.ts'
import type { Done, World } from '../../../world.ts'
import { type CompileGiven, compile } from './compile.ts'

const HELP = `
In document mode the template holds the policies and judges by itself; in decision mode
the gateway has them, and the template relays what it decided. Both deny what was not
answered for. The manifests go to the output, and what to know of them to the other stream.

Exit codes: 0 printed, 2 could not.

  pawl gatekeeper compile --policy policy.yaml --profiles profiles.yaml --mode document \\
    --gateway-url https://pawl-gateway.pawl-system:8443 --gateway-ca ca.pem > pawl.yaml`

/** `pawl gatekeeper compile`: everything that is applied to a cluster, from policies and profiles. */
export function registerCompile(gatekeeper: Command, world: World, done: Done): void {
  gatekeeper
    .command('compile')
    .description('print the providers, the template, its constraints and what pins, from policies and profiles')
    .addOption(policyOption())
    .option('--profiles <file>', 'a ProfileConfiguration; without one all policies apply everywhere')
    .option('-t, --trust <file>', 'beside --policy: the names of attesters are checked against it')
    .addOption(
      new Option('--config <file>', 'instead of --policy: a signed bundle').conflicts(['trust', 'policy', 'profiles']),
    )
    .addOption(configKeyOption())
    .addOption(configStateOption())
    .addOption(minRevisionOption())
    .addOption(
      new Option('--mode <mode>', 'where it is judged').choices(['document', 'decision']).makeOptionMandatory(),
    )
    .addOption(
      new Option('--gateway-url <url>', 'https://HOST[:PORT] of the gateway, as Gatekeeper reaches it')
        .argParser(gatewayUrl)
        .makeOptionMandatory(),
    )
    .requiredOption('--gateway-ca <file>', 'the authorities of its certificate, in PEM')
    .addOption(
      new Option('--timeout <seconds>', 'how long Gatekeeper waits for it; its webhook must wait longer')
        .argParser(seconds)
        .default(2),
    )
    .option('--no-pin', 'leave out what replaces tags by digests; a tag is then denied in mode enforce')
    .addOption(outputOption(['yaml', 'json'], 'yaml'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((options: CompileGiven) => {
      done(compile(options, world))
    })
}

/** Of 0 Gatekeeper makes a deadline that has passed. */
function seconds(text: string): number {
  if (!/^([1-9]|10)$/.test(text)) throw new InvalidArgumentError('Write whole seconds, 1 to 10.')
  return Number(text)
}

import { parseDuration } from '@pawl/document'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { gatewayUrl } from '../../../gateway-url.ts'
import { configKeyOption, configStateOption, minRevisionOption, outputOption, policyOption } from '../../../options.ts'
import type { Done, World } from '../../../world.ts'
import { type CompileGiven, compile } from './compile.ts'

const HELP = `
Where it is judged, --mode:
  decision   the gateway has the policies, and Kyverno relays what it decided
  document   Kyverno has the policies, as CEL, and judges what the gateway verified
  resource   as document, from ImageSummary resources and without a gateway: whoever
             may write these resources may admit, because CEL cannot verify their seal
  legacy     as decision, by a ClusterPolicy: for Kyverno 1.19 and before alone

The policies go to the output, and what to know of them to the other stream.

Exit codes: 0 printed, 2 could not.

  pawl kyverno compile --policy policy.yaml --profiles profiles.yaml --mode document \\
    --gateway-url https://pawl-gateway.pawl-system:8444 > pawl.yaml`

/** `pawl kyverno compile`: everything that is applied to a cluster, from policies and profiles. */
export function registerCompile(kyverno: Command, world: World, done: Done): void {
  kyverno
    .command('compile')
    .description("print Kyverno's policies, from policies and profiles")
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
      new Option('--mode <mode>', 'where it is judged')
        .choices(['decision', 'document', 'resource', 'legacy'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--gateway-url <url>', 'https://HOST[:PORT] of the gateway, as Kyverno reaches it').argParser(
        gatewayUrl,
      ),
    )
    .option('--gateway-ca <file>', 'legacy alone: the authorities of its certificate, in PEM')
    .option('--audience <name>', 'resource alone: the cluster or fleet that a summary must be for')
    .option('--summary-trust <name>', 'resource alone: the trust configuration that it must name')
    .addOption(
      new Option('--summary-min-revision <n>', 'resource alone: the least revision of that')
        .argParser(wholeNumber)
        .default(0),
    )
    .addOption(
      new Option('--summary-max-age <duration>', 'resource alone: how long a summary counts after it was verified')
        .argParser(duration)
        .default(3600, '1h'),
    )
    .addOption(
      new Option('--timeout <seconds>', 'how long the API server waits for Kyverno').argParser(seconds).default(10),
    )
    .addOption(
      new Option('--exclude-namespace <name>', 'leave a namespace to another control; may be given again')
        .argParser(namespaceName)
        .default([]),
    )
    .option('--no-pin', 'leave out what replaces tags by digests; a tag is then denied in mode enforce')
    .option('--no-background', 'judge admissions alone: by default Kyverno asks for everything that runs every hour')
    .addOption(outputOption(['yaml', 'json'], 'yaml'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((options: CompileGiven) => {
      done(compile(options, world))
    })
}

/** As the API server takes them for a webhook. */
function seconds(text: string): number {
  if (!/^([1-9]|[12][0-9]|30)$/.test(text)) throw new InvalidArgumentError('Write whole seconds, 1 to 30.')
  return Number(text)
}

function wholeNumber(text: string): number {
  if (!/^(0|[1-9][0-9]{0,8})$/.test(text)) throw new InvalidArgumentError('Write a whole number.')
  return Number(text)
}

/** Seconds, of at most a day: this is how long a change of trust waits. */
function duration(text: string): number {
  const seconds = parseDuration(text)
  if (seconds === undefined || seconds > 86_400)
    throw new InvalidArgumentError('Write a duration of at most a day, for example 1h.')
  return seconds
}

function namespaceName(text: string, before: readonly string[]): readonly string[] {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError('Write the name of a namespace, without wildcards.')
  return [...before, text]
}

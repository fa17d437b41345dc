import { BUNDLE_TARGETS } from '@pawl/opa'
import { type Command, Option } from 'commander'
import { configKeyOption, configStateOption, minRevisionOption, policyOption, revision } from '../../../options.ts'
import type { Done, World } from '../../../world.ts'
import { algorithmOption } from '../bundle-algorithm.ts'
import { type BundleOptions, bundle } from './bundle.ts'

const HELP = `
The bundle holds the Rego of this release, or its WebAssembly module, and the policies
in their normal form at data.pawl.profile. The digest that is printed is of this content.
An OPA server takes ECDSA and RSA keys in its configuration, and no Ed25519.

  pawl opa bundle --policy policy.yaml --target rego --revision 8 --key operator.key -o acme-8.tar.gz`

export function registerBundle(opa: Command, { out, clock }: World, done: Done): void {
  opa
    .command('bundle')
    .description('make a signed bundle of policies, for OPA servers or for the adapter of Node')
    .addOption(policyOption())
    .option('--profiles <file>', 'a ProfileConfiguration; name the namespace with --namespace')
    .option('--namespace <name>', 'the bundle is of the profile for this namespace')
    .option('-t, --trust <file>', 'a TrustConfiguration: names of attesters are then looked up in it')
    .addOption(
      new Option('--config <file>', 'instead of files: a signed bundle of configuration').conflicts([
        'trust',
        'policy',
        'profiles',
      ]),
    )
    .addOption(configKeyOption())
    .addOption(configStateOption())
    .addOption(minRevisionOption())
    .addOption(new Option('--target <target>', 'what decides').choices(BUNDLE_TARGETS).makeOptionMandatory())
    .addOption(
      new Option('--revision <number>', 'higher than that of every bundle before')
        .argParser(revision)
        .makeOptionMandatory(),
    )
    .requiredOption('--key <file>', 'the private key, PKCS #8 in PEM')
    .option('--password-file <file>', 'what an encrypted key is opened with')
    .addOption(algorithmOption())
    .option('--key-id <name>', 'by what name servers know the key', 'default')
    .requiredOption('-o, --out <file>', 'a new file')
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (options: Omit<BundleOptions, 'now'>) => {
      done(await bundle({ ...options, now: clock() }, out))
    })
}

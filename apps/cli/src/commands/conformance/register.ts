import { type Command, Option } from 'commander'
import type { Done, World } from '../../world.ts'
import { type VerifyBundleOptions, verifyBundle } from './verify-bundle.ts'

const HELP = `
The client protocol of sigstore-conformance: one bundle, one artifact, and either an
identity and its issuer, both exact, or a key. An artifact is a file, or sha256: and 64
hexadecimal digits where no file has that name. Without --trusted-root the public-good
root that comes with pawl.

It answers for a signature and nothing else: what a bundle with a signature over bytes
says is nothing, and pawl check counts no such bundle.

Exit codes: 0 verified, 1 not, 2 could not look.

  pawl conformance verify-bundle --bundle a.sigstore.json --key key.pub a.txt`

/** `pawl conformance`: for the test suite of Sigstore clients. */
export function registerConformance(root: Command, { out, clock }: World, done: Done): void {
  const conformance = root
    .command('conformance')
    .description('the client protocol of sigstore-conformance')
    .exitOverride()
  conformance
    .command('verify-bundle')
    .description('verify one Sigstore bundle')
    .argument('<file-or-digest>', 'the artifact')
    .requiredOption('--bundle <file>', 'the bundle')
    .option('--certificate-identity <identity>', 'who must have signed, exactly')
    .option('--certificate-oidc-issuer <url>', 'who vouched for that, exactly')
    .addOption(
      new Option('--key <file>', 'instead of an identity: a public key in PEM').conflicts([
        'certificateIdentity',
        'certificateOidcIssuer',
      ]),
    )
    .option('--trusted-root <file>', 'a trusted_root.json')
    .addHelpText('after', HELP)
    .exitOverride()
    .action((artifact: string, options: VerifyBundleOptions) => {
      done(verifyBundle(artifact, options, clock(), out))
    })
}

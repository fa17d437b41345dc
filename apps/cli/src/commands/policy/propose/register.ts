import { isBoundedText } from '@pawl/document'
import { accessOf, type GithubChoice, type RegistryChoice } from '@pawl/setup'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { withGithub } from '../../../github/github-options.ts'
import { atOption, evidenceOption, withSubjectsHelp } from '../../../options.ts'
import { withRegistries } from '../../../registry/registry-options.ts'
import type { Done, World } from '../../../world.ts'
import { collectNamed } from './named-file.ts'
import { type ProposeOptions, propose } from './propose.ts'

const MORE = `
Without --trust everybody whose signature verifies is proposed as an attester: keyless under the trusted roots that are
named (--public-good where none is), keys by --key. With --trust FILE only a policy is written.
The proposal is written to standard output, or as trust.yaml and policy.yaml into --out DIR.`

export function registerPropose(policy: Command, world: World, done: Done): void {
  withGithub(withRegistries(withSubjectsHelp(policy.command('propose').addHelpText('after', MORE))))
    .description('write a first trust configuration and policy from the evidence of images that run today')
    .argument('<subject...>', 'images that should be allowed, see below')
    .addOption(evidenceOption())
    .addOption(namedOption('--trusted-root <name=file...>', 'a trusted_root.json, and the name to give it'))
    .option('--public-good', 'the public Sigstore, beside the roots that are named', false)
    .addOption(namedOption('--key <name=file...>', 'a public key in PEM, and the name of its attester'))
    .addOption(
      new Option('-t, --trust <file>', 'a TrustConfiguration that is there already').conflicts([
        'trustedRoot',
        'publicGood',
        'key',
      ]),
    )
    .addOption(atOption())
    .addOption(new Option('--name <name>', 'metadata.name of both').argParser(metadataName).default('proposed'))
    .option('--out <dir>', 'a folder for the files; nothing there is written over')
    .exitOverride()
    .action(
      async (
        subjects: string[],
        options: Omit<ProposeOptions, 'now' | 'access'> & RegistryChoice & GithubChoice & { at: number | undefined },
      ) => {
        done(
          await propose(
            subjects,
            { ...options, access: accessOf(options, world.environment ?? {}), now: options.at ?? world.clock() },
            world,
          ),
        )
      },
    )
}

function namedOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collectNamed).default([])
}

function metadataName(text: string): string {
  if (text === '' || !isBoundedText(text, 256)) {
    throw new InvalidArgumentError('Write a name without control characters, at most 256 long.')
  }
  return text
}

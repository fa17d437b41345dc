import { sha256Digest } from '@pawl/core'
import { identifyPolicy } from '@pawl/policy'
import { loadPolicyFile, loadProfile, usage } from '@pawl/setup'
import type { Command } from 'commander'
import { outputOption } from '../../../options.ts'
import { structured } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'

const MORE = `
Engines read the normal form, and a decision names its digest (RFC 8785): neither
changes with the order, the formatting or the comments of the file.

With --profile what is printed is data.pawl.profile of an OPA: all files together,
as pawl check judges by them. Without it, one policy.

  pawl policy compile policy.yaml --profile > profile.json
  opa eval -b pawl.tar.gz -d pawl.profile:profile.json -i document.json data.pawl.engine.decision`

interface Given {
  readonly output: 'json' | 'yaml'
  readonly profile: boolean
}

export function registerCompile(policy: Command, { out, err, clock }: World, done: Done): void {
  policy
    .command('compile')
    .description('print the normal form of a policy, and its digest on the other stream')
    .argument('<file...>', 'an AttestationPolicy, YAML or JSON; several with --profile')
    .option('--profile', 'print the profile that all files are together, which OPA reads at data.pawl.profile', false)
    .addOption(outputOption(['json', 'yaml'], 'json'))
    .addHelpText('after', MORE)
    .exitOverride()
    .action((files: readonly string[], { output, profile }: Given) => {
      const { compiled, digest } = profile
        ? loadProfile({ policy: files }, undefined, clock())
        : identifyPolicy(loadPolicyFile(onlyOne(files), clock()), sha256Digest)
      out.write(structured(output, compiled))
      err.write(digest)
      done(0)
    })
}

function onlyOne([file, ...more]: readonly string[]): string {
  if (file === undefined || more.length > 0) throw usage('name one policy, or print all as one with --profile')
  return file
}

import { sha256Digest } from '@pawl/core'
import { identifyPolicy } from '@pawl/policy'
import { loadPolicyFile } from '@pawl/setup'
import type { Command } from 'commander'
import { outputOption } from '../../../options.ts'
import { structured } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'

const MORE = `
Engines read the normal form, and a decision names its digest (RFC 8785): neither
changes with the order, the formatting or the comments of the file.`

export function registerCompile(policy: Command, { out, err, clock }: World, done: Done): void {
  policy
    .command('compile')
    .description('print the normal form of a policy, and its digest on the other stream')
    .argument('<file>', 'an AttestationPolicy, YAML or JSON')
    .addOption(outputOption(['json', 'yaml'], 'json'))
    .addHelpText('after', MORE)
    .exitOverride()
    .action((file: string, { output }: { readonly output: 'json' | 'yaml' }) => {
      const { compiled, digest } = identifyPolicy(loadPolicyFile(file, clock()), sha256Digest)
      out.write(structured(output, compiled))
      err.write(digest)
      done(0)
    })
}

import { Argument, type Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { SCHEMA_NAMES, schema } from './schema.ts'

const HELP = `
For editors: write it to a file and name that in the first line of a policy,
  pawl schema attestation-policy > attestation-policy.json
  # yaml-language-server: $schema=./attestation-policy.json
Without a name, which schemas there are. They are JSON Schema, draft 2020-12.`

/** `pawl schema`: what an editor reads to help with the files that people write. */
export function registerSchema(root: Command, { out }: World, done: Done): void {
  root
    .command('schema')
    .description('print the JSON Schema of a file, for editors')
    .addArgument(new Argument('[name]', 'which one').choices(SCHEMA_NAMES))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((name: string | undefined) => {
      done(schema(name, out))
    })
}

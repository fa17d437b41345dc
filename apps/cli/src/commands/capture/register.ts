import type { Command } from 'commander'
import { accessOf } from '../../registry/registry-access.ts'
import { type RegistryChoice, withRegistries } from '../../registry/registry-choice.ts'
import type { Done, World } from '../../world.ts'
import { capture } from './capture.ts'

const MORE = `
DIR becomes an OCI image layout with the image's manifest, all evidence, and capture.json: what was asked, when, and what
the registry answered. Every command takes it: pawl check oci:DIR. Whoever may write DIR may name the image.
The registry of IMAGE is named by IMAGE; its tag is resolved once.
Exit codes: 0 all was read, 1 something is missing, 2 nothing was written.`

export function registerCapture(root: Command, { out, clock, environment = {} }: World, done: Done): void {
  const command = root.command('capture').argument('<image>', 'REGISTRY/NAME[:TAG][@sha256:...]')
  withRegistries(command.requiredOption('-o, --out <dir>', 'a folder; nothing there is written over'))
    .description('record an image and its evidence, to verify without the registry')
    .addHelpText('after', MORE)
    .exitOverride()
    .action(async (image: string, options: RegistryChoice & { readonly out: string }) => {
      const access = accessOf(options, environment)(['**'])
      done(await capture(image, { out: options.out, access, now: clock() }, out))
    })
}

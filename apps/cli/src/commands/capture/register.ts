import { accessOf, type GithubChoice, type RegistryChoice } from '@pawl/setup'
import { type Command, Option } from 'commander'
import { withGithub } from '../../github/github-options.ts'
import { collect } from '../../options.ts'
import { withRegistries } from '../../registry/registry-options.ts'
import type { Done, World } from '../../world.ts'
import { type CaptureOptions, capture } from './capture.ts'

const MORE = `
DIR becomes an OCI image layout with the image's manifest, all evidence, and capture.json: what was asked, when, and what
the registry and GitHub answered. Every command takes it: pawl check oci:DIR. Whoever may write DIR may name the image.
The registry of IMAGE is named by IMAGE; its tag is resolved once.
Exit codes: 0 all was read, 1 something is missing, 2 nothing was written.`

type CaptureChoice = RegistryChoice & GithubChoice & Pick<CaptureOptions, 'out' | 'evidence'>

export function registerCapture(root: Command, { out, clock, environment = {} }: World, done: Done): void {
  const command = root.command('capture').argument('<image>', 'REGISTRY/NAME[:TAG][@sha256:...]')
  const capturing = command
    .requiredOption('-o, --out <dir>', 'a folder; nothing there is written over')
    .addOption(
      new Option('--evidence <name...>', 'github:OWNER[/REPO]: what GitHub keeps about the image')
        .argParser(collect)
        .default([]),
    )
  withGithub(withRegistries(capturing))
    .description('record an image and its evidence, to verify without the registry')
    .addHelpText('after', MORE)
    .exitOverride()
    .action(async (image: string, options: CaptureChoice) => {
      const access = accessOf(options, environment)(['**'])
      done(await capture(image, { ...options, access, now: clock() }, out))
    })
}

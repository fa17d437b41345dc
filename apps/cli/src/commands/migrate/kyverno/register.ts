import { parsePublicKey } from '@pawl/core'
import { parseDuration } from '@pawl/document'
import { readKeyText } from '@pawl/setup'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { outputOption } from '../../../options.ts'
import { FORMATS, type Format } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import type { NamedKeys } from './key-signers.ts'
import { migrateKyverno } from './migrate.ts'

const HELP = `
Reads verifyImages rules of ClusterPolicy and Policy, and ImageValidatingPolicy
and NamespacedImageValidatingPolicy. Writes what they ask for as trust.yaml,
policy.yaml and keys/ into --out DIR, and says of every part what became of it:

  taken over  it means the same
  changed     it means something else now
  left out    the proposal does not ask for it

What is not certain is left out, never guessed. docs/migrate-kyverno.md says
why. Nothing is asked of a cluster.

Exit codes: 0 there is a proposal, which a person has to read; 2 there is none.`

export function registerKyverno(migrate: Command, { out, clock }: World, done: Done): void {
  migrate
    .command('kyverno')
    .description('propose a trust configuration and policies from policies of Kyverno')
    .argument('<file...>', 'policies of Kyverno, YAML or JSON, of one document or many')
    .addOption(
      new Option(
        '--max-age <duration>',
        'how old an attestation may be where no condition says it; or unlimited',
      ).argParser(age),
    )
    .addOption(
      new Option(
        '--key <reference=file...>',
        'a public key in PEM for k8s://NAMESPACE/SECRET or the address of a key service',
      )
        .argParser(collectKeys)
        .default(new Map(), 'none'),
    )
    .option('--out <dir>', 'a folder for the files; nothing there is written over')
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((paths: readonly string[], options: { maxAge?: string; key: NamedKeys; out?: string; output: Format }) => {
      const { maxAge, out: folder, key, output } = options
      done(migrateKyverno(paths, { maxAge, out: folder, key, output, now: clock() }, { out }))
    })
}

function age(text: string): string {
  if (text !== 'unlimited' && parseDuration(text) === undefined)
    throw new InvalidArgumentError('Write a number and s, m, h, d or w, such as 24h or 14d, or unlimited.')
  return text
}

/** The reference may hold a `=` of its own; the file does not. */
function collectKeys(text: string, before: NamedKeys): NamedKeys {
  const at = text.lastIndexOf('=')
  const [reference, path] = [text.slice(0, at).trim(), text.slice(at + 1)]
  if (at < 1 || path === '')
    throw new InvalidArgumentError('Write REFERENCE=FILE, such as k8s://kyverno/cosign=cosign.pub.')
  const pem = readKeyText(path)
  parsePublicKey(pem)
  return new Map([...before, [reference, pem]])
}

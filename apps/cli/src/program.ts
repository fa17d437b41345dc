import { parseInstant } from '@pawl/document'
import { Command, InvalidArgumentError, Option } from 'commander'
import { check } from './commands/check.ts'
import { input } from './commands/input.ts'
import { inspect } from './commands/inspect.ts'
import { ENGINES, type EngineChoice, type LoadOpa } from './judge.ts'
import { FORMATS, type Format } from './output/structured.ts'
import type { Terminal } from './output/terminal.ts'

/** What the program needs of the world: where to print, what time it is when nobody says, and the other engine. */
export interface World {
  readonly out: Terminal
  readonly err: Terminal
  /** Epoch seconds. */
  readonly clock: () => number
  readonly loadOpa: LoadOpa
}

interface Common {
  readonly trust: string
  readonly evidence: readonly string[]
  readonly at: number | undefined
}

const SUBJECTS = `
A SUBJECT is one of
  REGISTRY/NAME@sha256:...      an image by digest; evidence from --evidence
  oci:DIR[:TAG|@sha256:...]     an image in an OCI image layout; evidence lies beside it
  file:PATH                     a file, hashed here
  sha256:...                    a digest
What is not in a registry is judged as local/NAME, unless its TAG is a whole reference.

Exit codes: 0 allow (or printed), 1 deny, 2 could not decide. Only 0 is a yes.`

/** The command line. `done` gets the exit code of the command that ran. */
export function program({ out, err, clock, loadOpa }: World, done: (code: 0 | 1) => void): Command {
  const root = new Command('pawl')
    .description('Do the attestations I require exist for this exact artifact?')
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text.trimEnd()), writeErr: (text) => err.write(text.trimEnd()) })
    .addHelpText('after', SUBJECTS)
  common(root.command('check'))
    .description('decide about images by a policy')
    .requiredOption('-p, --policy <file>', 'the AttestationPolicy, YAML or JSON')
    .addOption(
      new Option('-e, --engine <engine>', 'who decides; with all, both must agree')
        .choices(ENGINES)
        .default('typescript'),
    )
    .addOption(output(FORMATS, 'table'))
    .action(async (subjects: string[], options: Common & { policy: string; engine: EngineChoice; output: Format }) => {
      done(await check(subjects, { ...options, loadOpa, now: options.at ?? clock() }, out))
    })
  common(root.command('input'))
    .description('print the input document that an engine would get')
    .addOption(output(['json', 'yaml'], 'json'))
    .action(async (subjects: string[], options: Common & { output: 'json' | 'yaml' }) => {
      done(await input(subjects, { ...options, now: options.at ?? clock() }, out))
    })
  common(root.command('inspect'))
    .description('show what was found, verified and turned down, and why')
    .addOption(output(FORMATS, 'table'))
    .action(async (subjects: string[], options: Common & { output: Format }) => {
      done(await inspect(subjects, { ...options, now: options.at ?? clock() }, out))
    })
  return root
}

function common(command: Command): Command {
  return command
    .argument('<subject...>', 'what to look at, see below')
    .requiredOption('-t, --trust <file>', 'the TrustConfiguration, YAML or JSON')
    .option('--evidence <path...>', 'files (.jsonl: one a line), folders or OCI image layouts', collect, [])
    .option('--at <time>', 'judge as of this instant, for example 2026-01-31T12:00:00Z', instant)
    .addHelpText('after', SUBJECTS)
    .exitOverride()
}

function output(formats: readonly string[], fallback: string): Option {
  return new Option('-o, --output <format>', 'how to print').choices(formats).default(fallback)
}

function collect(path: string, before: readonly string[]): readonly string[] {
  return [...before, path]
}

function instant(text: string): number {
  const time = parseInstant(text)
  if (time === undefined)
    throw new InvalidArgumentError('Write UTC with whole seconds and Z, for example 2026-01-31T12:00:00Z.')
  return time
}

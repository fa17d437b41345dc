import { type Command, Option } from 'commander'
import { atOption, collect, outputOption } from '../../../options.ts'
import { FORMATS } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import { type LintOptions, lint } from './lint.ts'

const HELP = `
Looks for what is valid and hardly meant: patterns that match nothing or too
much, tests that contradict each other, claims of any age, exceptions about to
end. With --trust also for attesters who may not say what is asked of them, and
identities that are wider than they look; with --profiles for how policies hang
together; with --documents (as pawl input prints them) for patterns that govern
none of their images.

  error    can never be met, never matches, or never counts
  warning  opens more than it looks, or stops soon
  note     right perhaps, and worth knowing

Exit codes: 0 no error (there may be warnings and notes), 1 errors, with
--strict also warnings, 2 could not run. It decides about no image, and finding
nothing proves nothing.`

export function registerLint(policy: Command, { out, clock }: World, done: Done): void {
  policy
    .command('lint')
    .description('look for what policies say and hardly mean')
    .argument('<file...>', 'AttestationPolicy files, YAML or JSON')
    .option('-t, --trust <file>', 'the TrustConfiguration that goes with them')
    .option('--profiles <file>', 'the ProfileConfiguration that names them')
    .addOption(
      new Option('--documents <file...>', 'input documents of images that they are for').argParser(collect).default([]),
    )
    .addOption(atOption())
    .option('--strict', 'warnings too give exit code 1', false)
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((files: readonly string[], options: Omit<LintOptions, 'now'> & { readonly at: number | undefined }) => {
      done(lint(files, { ...options, now: options.at ?? clock() }, out))
    })
}

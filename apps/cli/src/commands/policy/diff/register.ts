import { accessOf } from '@pawl/setup'
import { type Command, Option } from 'commander'
import { collect, type EvidenceOptions, outputOption, withQuestions } from '../../../options.ts'
import { FORMATS, type Format } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import { diffCommand } from './diff.ts'

const MORE = `
Both sides judge the same documents, each with all its policies joined by AND.
Exit codes: 0 every image is decided alike, 1 some are not, 2 could not decide.`

interface Given extends EvidenceOptions {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly documents: readonly string[]
  readonly output: Format
}

export function registerDiff(policy: Command, { out, clock, environment = {} }: World, done: Done): void {
  withQuestions(policy.command('diff'))
    .description('judge the same images by two policies: which change from allow to deny, and back')
    .addOption(sideOption('--from <file...>', 'the policies of today'))
    .addOption(sideOption('--to <file...>', 'the policies that are to come'))
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', MORE)
    .action(async (subjects: string[], options: Given) => {
      done(
        await diffCommand(
          subjects,
          { ...options, access: accessOf(options, environment), now: options.at ?? clock(), readAt: clock() },
          out,
        ),
      )
    })
}

function sideOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collect).makeOptionMandatory()
}

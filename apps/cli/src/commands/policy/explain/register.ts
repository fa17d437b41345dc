import { accessOf, type PolicyChoice } from '@pawl/setup'
import { type Command, Option } from 'commander'
import { collect, type EvidenceOptions, outputOption, policyOption, withQuestions } from '../../../options.ts'
import { FORMATS, type Format } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import { explainCommand } from './explain.ts'

type Given = EvidenceOptions &
  PolicyChoice & {
    readonly documents: readonly string[]
    readonly requirement: readonly string[]
    readonly output: Format
  }

export function registerExplain(policy: Command, { out, clock, environment = {} }: World, done: Done): void {
  withQuestions(policy.command('explain'))
    .description('show for every requirement each claim that could meet it, why it does not, and what would')
    .addOption(policyOption())
    .option('--profiles <file>', 'a ProfileConfiguration: which policies apply in which namespace')
    .option('--namespace <name>', 'the namespace to explain for')
    .addOption(new Option('--requirement <name...>', 'only these').argParser(collect).default([]))
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', '\nIt decides nothing. Exit codes: 0 explained, 2 could not.')
    .action(async (subjects: string[], options: Given) => {
      done(
        await explainCommand(
          subjects,
          { ...options, access: accessOf(options, environment), now: options.at ?? clock(), readAt: clock() },
          out,
        ),
      )
    })
}

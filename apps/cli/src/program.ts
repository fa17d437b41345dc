import { accessOf, type PolicyChoice } from '@pawl/setup'
import { Command, Option } from 'commander'
import { registerCapture } from './commands/capture/register.ts'
import { check } from './commands/check.ts'
import { registerConfig } from './commands/config/register.ts'
import { registerConformance } from './commands/conformance/register.ts'
import { registerDoctor } from './commands/doctor/register.ts'
import { registerGatekeeper } from './commands/gatekeeper/register.ts'
import { input } from './commands/input.ts'
import { inspect } from './commands/inspect.ts'
import { registerKyverno } from './commands/kyverno/register.ts'
import { registerMigrate } from './commands/migrate/register.ts'
import { registerOpa } from './commands/opa/register.ts'
import { registerPolicy } from './commands/policy/register.ts'
import { registerProve } from './commands/prove/register.ts'
import { registerSchema } from './commands/schema/register.ts'
import { registerTrust } from './commands/trust/register.ts'
import { ENGINES, type EngineChoice } from './judge.ts'
import { serverOf } from './opa-server/ask-server.ts'
import { type ServerChoice, withOpaServer } from './opa-server/server-choice.ts'
import { type EvidenceOptions, outputOption, policyOption, withEvidence, withSubjectsHelp } from './options.ts'
import { FORMATS, type Format } from './output/structured.ts'
import type { Done, World } from './world.ts'

/** The command line. `done` gets the exit code of the command that ran. */
export function program(world: World, done: Done): Command {
  const { out, err, clock, loadOpa, environment = {} } = world
  const root = new Command('pawl')
    .description('Do the attestations I require exist for this exact artifact?')
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text.trimEnd()), writeErr: (text) => err.write(text.trimEnd()) })
  withSubjectsHelp(root)
  withOpaServer(withEvidence(root.command('check')))
    .description('decide about images by a policy')
    .addOption(policyOption())
    .option('--profiles <file>', 'a ProfileConfiguration: which policies apply in which namespace, in which mode')
    .option('--namespace <name>', 'the namespace to judge for; one that no profile names gets the strictest')
    .addOption(
      new Option('-e, --engine <engine>', 'who decides; with all, both must agree')
        .choices(ENGINES)
        .default('typescript'),
    )
    .addOption(outputOption(FORMATS, 'table'))
    .action(
      async (
        subjects: string[],
        options: EvidenceOptions & PolicyChoice & ServerChoice & { engine: EngineChoice; output: Format },
      ) => {
        done(
          await check(
            subjects,
            {
              ...options,
              access: accessOf(options, environment),
              loadOpa,
              askServer: serverOf(options),
              now: options.at ?? clock(),
              readAt: clock(),
            },
            out,
          ),
        )
      },
    )
  withEvidence(root.command('input'))
    .description('print the input document that an engine would get')
    .addOption(outputOption(['json', 'yaml'], 'json'))
    .action(async (subjects: string[], options: EvidenceOptions & { output: 'json' | 'yaml' }) => {
      done(
        await input(subjects, { ...options, access: accessOf(options, environment), now: options.at ?? clock() }, out),
      )
    })
  withEvidence(root.command('inspect'))
    .description('show what was found, verified and turned down, and why')
    .addOption(outputOption(FORMATS, 'table'))
    .action(async (subjects: string[], options: EvidenceOptions & { output: Format }) => {
      done(
        await inspect(
          subjects,
          { ...options, access: accessOf(options, environment), now: options.at ?? clock() },
          out,
        ),
      )
    })
  registerCapture(root, world, done)
  registerConfig(root, world, done)
  registerDoctor(root, world, done)
  registerMigrate(root, world, done)
  registerOpa(root, world, done)
  registerPolicy(root, world, done)
  registerProve(root, world, done)
  registerConformance(root, world, done)
  registerGatekeeper(root, world, done)
  registerKyverno(root, world, done)
  registerSchema(root, world, done)
  registerTrust(root, world, done)
  return root
}

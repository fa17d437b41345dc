import { type Command, Option } from 'commander'
import { outputOption } from '../../../options.ts'
import { FORMATS } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import { type DoctorOptions, doctor } from './doctor.ts'
import { ABSENTABLE } from './parts.ts'

const HELP = `
Reads manifests, or what a cluster printed, and reports what lets an image in
that Pawl never judged. A FILE is YAML or JSON, of one document or many; lists
are read as what they hold. A FOLDER is read with all .yaml, .yml and .json
files below it; - is standard input. Nothing is asked of a cluster.

  open      an image can get in unjudged
  weak      opens together with something else, or denies what should get in
  note      right perhaps, and worth knowing
  not-seen  what a rule asks about is not in the input: nobody looked

Of a cluster: see docs/gatekeeper.md for the kubectl command that prints all of
it. Of a chart:
  helm template gatekeeper gatekeeper/gatekeeper -n gatekeeper-system -f values.yaml | pawl doctor gatekeeper - pawl.yaml

Exit codes: 0 no open door, everything was looked at; 1 an open door, or
something not seen (with --strict also something weak); 2 could not look.
Finding nothing proves nothing: docs/gatekeeper.md lists the holes that remain.`

export function registerGatekeeper(doctorCommand: Command, { out }: World, done: Done): void {
  doctorCommand
    .command('gatekeeper')
    .description('report what an installation of Gatekeeper leaves open')
    .argument('<input...>', 'FILE, FOLDER or - for standard input')
    .addOption(
      new Option(
        '--absent <kind...>',
        'there is none of this kind in the cluster, so that its rules have nothing to ask',
      )
        .choices([...ABSENTABLE.keys()])
        .default([]),
    )
    .option('--strict', 'something weak too gives exit code 1', false)
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((inputs: readonly string[], options: DoctorOptions) => {
      done(doctor(inputs, options, out))
    })
}

import { type Command, InvalidArgumentError, Option } from 'commander'
import { atOption, collect, outputOption } from '../../options.ts'
import { FORMATS, type Format } from '../../output/structured.ts'
import type { Done, World } from '../../world.ts'
import { type ProveOptions, prove } from './prove.ts'

const HELP = `
Any policy over the input document: Rego files and folders (built by your opa), a
bundle .tar.gz with policy.wasm, a .wasm module, a service (--url), a policy of
Pawl (--policy), or a .yaml with ValidatingPolicies of Kyverno over the document
(asked of your kyverno, half a second a question, without any network).
The search writes documents, asks, and looks for
  deletion   claims taken away turn deny into allow
  cover      an image is allowed only because another stands beside it
  empty      no evidence at all is allowed
  malformed  a member of another type turns deny into allow
  mistyped   a summary field that is null, false, {} or 1.5 turns deny into allow
  missing    a field that is not there turns deny into allow

Exit codes: 0 no counterexample was found (which proves nothing), 1 one was, 2 could
not run, or nothing was ever allowed: give --documents (as pawl input prints them).

  pawl prove policy.rego lib/ --allow data.acme.allow
  pawl prove bundle.tar.gz --deny data.acme.violation
  pawl prove --url http://127.0.0.1:8181/v1/data/acme --allow result.allow
  pawl prove --policy policy.yaml
  pawl prove validating-policy.yaml --kyverno ./kyverno --documents fine.json`

interface Given extends Omit<ProveOptions, 'files' | 'yesAt' | 'violationsAt' | 'environment'> {
  readonly allow: string | undefined
  readonly deny: string | undefined
}

/** `pawl prove`: searches for evidence whose deletion turns deny into allow. */
export function registerProve(root: Command, { out, clock, environment = {} }: World, done: Done): void {
  root
    .command('prove')
    .description('search a policy for evidence whose deletion turns deny into allow')
    .argument('[file...]', 'Rego files and folders, a bundle .tar.gz, a .wasm module, or policies of Kyverno in .yaml')
    .option('-p, --policy <file>', 'an AttestationPolicy instead')
    .option('--url <url>', 'a service instead: POST {"input": document}')
    .option('--allow <ref>', 'where the yes stands: only a literal true is one')
    .option('--deny <ref>', 'where violations stand: the empty set is the yes, and so is undefined')
    .option('--opa <path>', 'the opa that builds Rego', 'opa')
    .option('--kyverno <path>', 'the kyverno that judges by ValidatingPolicies', 'kyverno')
    .addOption(
      new Option('--namespace <name>', 'of the Pod that Kyverno judges').argParser(namespaceName).default('default'),
    )
    .addOption(new Option('--documents <file...>', 'documents to begin from').argParser(collect).default([]))
    .addOption(new Option('--seed <number>', 'repeats a search').argParser(whole).default(1))
    .addOption(new Option('--cases <number>', 'questions to ask (default: 20000, of Kyverno 200)').argParser(whole))
    .addOption(atOption())
    .option('--write <dir>', 'write x.json (allowed) and y.json (denied), one pair a counterexample')
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (files: readonly string[], options: Given & { readonly output: Format }) => {
      const { allow, deny, ...others } = options
      done(await prove({ ...others, files, yesAt: allow, violationsAt: deny, environment, readAt: clock() }, out))
    })
}

function whole(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number, 1 to 999999999.')
  return Number(text)
}

function namespaceName(text: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError('Write the name of a namespace.')
  return text
}

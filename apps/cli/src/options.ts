import { parseInstant } from '@pawl/document'
import { type Command, InvalidArgumentError, Option } from 'commander'

/** What every command that gathers evidence is told. */
export interface EvidenceOptions {
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

export function withSubjectsHelp(command: Command): Command {
  return command.addHelpText('after', SUBJECTS)
}

/** The subjects, and the options of `EvidenceOptions`. */
export function withEvidence(command: Command): Command {
  return withSubjectsHelp(command)
    .argument('<subject...>', 'what to look at, see below')
    .requiredOption('-t, --trust <file>', 'the TrustConfiguration, YAML or JSON')
    .addOption(evidenceOption())
    .addOption(atOption())
    .exitOverride()
}

export function evidenceOption(): Option {
  return new Option('--evidence <path...>', 'files (.jsonl: one a line), folders or OCI image layouts')
    .argParser(collect)
    .default([])
}

export function atOption(): Option {
  return new Option('--at <time>', 'judge as of this instant, for example 2026-01-31T12:00:00Z').argParser(instant)
}

/** `options.policy` is a list. */
export function policyOption(): Option {
  return new Option('-p, --policy <file...>', 'AttestationPolicy files, YAML or JSON; several must all allow')
    .argParser(collect)
    .makeOptionMandatory()
}

export function outputOption(formats: readonly string[], fallback: string): Option {
  return new Option('-o, --output <format>', 'how to print').choices(formats).default(fallback)
}

/** For options that may be given several times. */
export function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text]
}

function instant(text: string): number {
  const time = parseInstant(text)
  if (time === undefined)
    throw new InvalidArgumentError('Write UTC with whole seconds and Z, for example 2026-01-31T12:00:00Z.')
  return time
}

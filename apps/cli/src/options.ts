import { parseInstant } from '@pawl/document'
import type { GithubChoice, RegistryChoice, TrustChoice } from '@pawl/setup'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { withGithub } from './github/github-options.ts'
import { withRegistries } from './registry/registry-options.ts'

/** What every command that gathers evidence is told. */
export interface EvidenceOptions extends TrustChoice, RegistryChoice, GithubChoice {
  readonly evidence: readonly string[]
  readonly at: number | undefined
}

const SUBJECTS = `
A SUBJECT is one of
  REGISTRY/NAME[:TAG]           an image in a registry; the tag is resolved once, evidence lies beside it
  REGISTRY/NAME[:TAG]@sha256:.. an image by digest, which counts; evidence lies beside it, or in --evidence
  oci:DIR[:TAG|@sha256:...]     an image in an OCI image layout; evidence lies beside it
  file:PATH                     a file, hashed here
  sha256:...                    a digest
What is not in a registry is judged as local/NAME, unless its TAG is a whole reference or the folder is a capture.
A registry is asked where a policy given has images of it, or --registry names it; with --evidence only where it is named.
--evidence github:OWNER/REPO asks the attestations API of GitHub about the digest; github:OWNER, all repositories of OWNER.`

const EXIT_CODES = `
Exit codes: 0 allow (or printed), 1 deny, 2 could not decide. Only 0 is a yes.`

export function withSubjectsHelp(command: Command): Command {
  return command.addHelpText('after', SUBJECTS).addHelpText('after', EXIT_CODES)
}

/** The subjects, and the options of `EvidenceOptions`. */
export function withEvidence(command: Command): Command {
  return withTrust(withSubjectsHelp(command).argument('<subject...>', 'what to look at, see below'))
}

/** The same, or documents that were written before. */
export function withQuestions(command: Command): Command {
  const subjects = command.addHelpText('after', SUBJECTS).argument('[subject...]', 'what to look at, see below')
  return withTrust(subjects).addOption(
    new Option('--documents <file...>', 'instead of subjects: what pawl input printed, judged as of its own time')
      .argParser(collect)
      .default([]),
  )
}

function withTrust(command: Command): Command {
  const trusting = command
    .option('-t, --trust <file>', 'the TrustConfiguration, YAML or JSON')
    .addOption(
      new Option('--config <file>', 'instead of --trust: a signed bundle').conflicts(['trust', 'policy', 'profiles']),
    )
    .addOption(configKeyOption())
    .addOption(configStateOption())
    .addOption(minRevisionOption())
    .addOption(evidenceOption())
    .addOption(atOption())
    .exitOverride()
  return withGithub(withRegistries(trusting))
}

/** `options.configKey` is a list. */
export function configKeyOption(): Option {
  return new Option('--config-key <file...>', 'public keys in PEM; one of them signed the bundle')
    .argParser(collect)
    .default([])
}

export function configStateOption(): Option {
  return new Option('--config-state <file>', 'keeps the highest revision seen; an older bundle is refused')
}

export function minRevisionOption(): Option {
  return new Option('--min-revision <number>', 'an older bundle is refused').argParser(revision)
}

export function revision(text: string): number {
  if (!/^(0|[1-9][0-9]{0,14})$/.test(text)) throw new InvalidArgumentError('Write a whole number.')
  return Number(text)
}

export function evidenceOption(): Option {
  return new Option(
    '--evidence <path...>',
    'files (.jsonl: one a line), folders, OCI image layouts, or github:OWNER[/REPO]',
  )
    .argParser(collect)
    .default([])
}

export function atOption(): Option {
  return new Option('--at <time>', 'judge as of this instant, for example 2026-01-31T12:00:00Z').argParser(instant)
}

/** `options.policy` is a list. */
export function policyOption(): Option {
  return new Option(
    '-p, --policy <file...>',
    'AttestationPolicy files, YAML or JSON; several must all allow',
  ).argParser(collect)
}

export function outputOption(formats: readonly string[], fallback: string): Option {
  return new Option('-o, --output <format>', 'how to print').choices(formats).default(fallback)
}

/** For options that may be given several times. */
export function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text]
}

export function instant(text: string): number {
  const time = parseInstant(text)
  if (time === undefined)
    throw new InvalidArgumentError('Write UTC with whole seconds and Z, for example 2026-01-31T12:00:00Z.')
  return time
}

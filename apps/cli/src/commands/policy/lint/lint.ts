import { type LintFacts, type LintFinding, lintPolicy, lintProfiles, lintTrust } from '@pawl/policy/lint'
import { loadPolicy, loadTrustOf, readDocuments, readYaml, refuseSameNames, refusing, type YamlFile } from '@pawl/setup'
import { type Format, structured } from '../../../output/structured.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { CERTIFICATE_FIELDS, knownFields } from './known-fields.ts'
import { causeOf, cureOf } from './lint-words.ts'
import { type PlacedFinding, placed } from './placed-finding.ts'
import { renderLint } from './render-lint.ts'
import { trustFacts } from './trust-facts.ts'

export interface LintOptions {
  readonly trust?: string
  readonly profiles?: string
  readonly documents: readonly string[]
  readonly strict: boolean
  readonly output: Format
  /** Epoch seconds: when the policies are read, and what "soon" is measured from. */
  readonly now: number
}

/** The exit code: 0 nothing that counts, 1 errors, or warnings with `strict`. Everything else is thrown. */
export function lint(files: readonly string[], options: LintOptions, out: Terminal): 0 | 1 {
  const findings = findAll(files, options)
  const count = (severity: string): number => findings.filter((each) => each.severity === severity).length
  const counts = { errors: count('error'), warnings: count('warning'), notes: count('note') }
  if (options.output === 'table') renderLint(findings, counts, options, out)
  else {
    const explained = findings.map((each) => ({ ...each, cause: causeOf(each), cure: cureOf(each) }))
    out.write(structured(options.output, { ...counts, findings: explained }))
  }
  return counts.errors === 0 && (counts.warnings === 0 || !options.strict) ? 0 : 1
}

function findAll(paths: readonly string[], { trust, profiles, documents, now }: LintOptions): readonly PlacedFinding[] {
  const policies = paths.map(readYaml)
  const compiled = policies.map((file) => loadPolicy(file, now))
  refuseSameNames(compiled)
  const trustFile = trust === undefined ? undefined : readYaml(trust)
  const configuration = trustFile === undefined ? undefined : loadTrustOf(trustFile)
  const attesters = configuration === undefined ? undefined : trustFacts(configuration)
  const facts: LintFacts = {
    now,
    fields: knownFields(configuration),
    certificateFields: CERTIFICATE_FIELDS,
    ...(attesters === undefined ? {} : { trust: attesters }),
    ...(documents.length === 0 ? {} : { repositories: repositoriesIn(documents) }),
  }
  const profileFile = profiles === undefined ? undefined : readYaml(profiles)
  const together = refusing(
    profileFile ?? policies[0] ?? NO_FILE,
    () => lintProfiles(profileFile?.value, compiled),
    'the profiles are invalid',
  )
  const first = profileFile === undefined ? together : []
  return [
    ...policies.flatMap((file, index) =>
      placed(file, [...lintPolicy(file.value, facts), ...(index === 0 ? first : [])]),
    ),
    ...placedIn(trustFile, attesters === undefined ? [] : lintTrust(attesters)),
    ...placedIn(profileFile, together),
  ]
}

/** commander asks for at least one file. */
const NO_FILE: YamlFile = { path: '', value: undefined, locate: () => '' }

function placedIn(file: YamlFile | undefined, findings: readonly LintFinding[]): readonly PlacedFinding[] {
  return file === undefined ? [] : placed(file, findings)
}

function repositoriesIn(documents: readonly string[]): readonly string[] {
  const images = documents.flatMap(readDocuments).flatMap((document) => document.images)
  return [...new Set(images.map(({ repository }) => repository))]
}

import type { WrittenTrust } from '@pawl/core'
import { comment, entry, indented, inline, item, listEntry, spaced } from '../../../output/yaml-lines.ts'
import type { AttesterBook } from './attester-book.ts'
import { PUBLIC_GOOD } from './attester-book.ts'
import type { SummaryBook } from './summary-book.ts'

export type WrittenConfiguration = WrittenTrust & {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'TrustConfiguration'
}

/** The signers that the policies named, as a trust configuration. */
export function proposeTrust(book: AttesterBook, summaries: SummaryBook, name: string): WrittenConfiguration {
  const attesters = book.written().map(({ attester }) => attester)
  const keyless = attesters.some((each) => each.keyless !== undefined)
  const written = summaries.written(new Set(attesters.flatMap(({ claims }) => claims)))
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name, revision: 1 },
    spec: {
      ...(keyless ? { roots: [{ name: PUBLIC_GOOD, sigstore: 'public-good' }] } : {}),
      attesters,
      ...(written.length === 0 ? {} : { summaries: written }),
    },
  }
}

/** trust.yaml, with where each attester comes from. */
export function renderTrust({ metadata, spec }: WrittenConfiguration, book: AttesterBook): string {
  const lines = [
    ...comment(
      'Who may say what, as policies of Kyverno named them. A proposal of "pawl migrate kyverno", not a judgement: delete every attester that you do not know.',
    ),
    'apiVersion: pawl.dev/v1',
    'kind: TrustConfiguration',
    entry('metadata', metadata),
    'spec:',
    ...block(
      'roots',
      (spec.roots ?? []).map((root) => [`- ${inline(root)}`]),
    ),
    '  attesters:',
    ...indented(4, spaced(book.written().map(({ attester, from }) => attesterLines(attester, from)))),
    ...block('summaries', (spec.summaries ?? []).map(memberLines)),
  ]
  return `${lines.join('\n')}\n`
}

function block(name: string, items: readonly (readonly string[])[]): readonly string[] {
  return items.length === 0 ? [] : [`  ${name}:`, ...indented(4, items.flat())]
}

function attesterLines(attester: WrittenTrust['spec']['attesters'][number], from: string): readonly string[] {
  const { name, keyless = [], keys = [], claims } = attester
  return item([
    ...comment(`First named at ${from}.`),
    entry('name', name),
    ...listed('keyless', keyless),
    ...listed('keys', keys),
    ...listEntry('claims', claims),
    ...(claims.includes('provenance')
      ? comment('CHECK: buildLevel is granted by you, never read from a statement, and none is granted here.')
      : []),
  ])
}

function listed(name: string, values: readonly object[]): readonly string[] {
  return values.length === 0 ? [] : [`${name}:`, ...indented(2, values.flatMap(memberLines))]
}

/** An item of a list, a member a line: identities and pointers are long. */
function memberLines(value: object): readonly string[] {
  return item(Object.entries(value).map(([name, each]) => entry(name, each)))
}

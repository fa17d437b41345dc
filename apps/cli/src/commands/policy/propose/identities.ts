import type { DiscoveredIdentity, WrittenTrust } from '@pawl/core'
import { pinsOf } from './certificate-pins.ts'
import { isTag, type RefPattern, refPatterns, tagGlob } from './ref-patterns.ts'
import { workflowOf } from './workflow-identity.ts'

export type WrittenIdentity = NonNullable<WrittenTrust['spec']['attesters'][number]['keyless']>[number]

/** One identity of an attester, and what there is to say about it. */
export interface ProposedIdentity {
  readonly written: WrittenIdentity
  readonly notes: readonly string[]
  /** What a person may want to write in place of `identity`. */
  readonly instead: { readonly identity: string; readonly why: string } | undefined
}

/** The signers of one workflow: an entry for every root and owner, and there for every branch and for all tags together. */
export function identitiesOf(
  signers: readonly DiscoveredIdentity[],
  roots: readonly string[],
): readonly ProposedIdentity[] {
  const groups = Map.groupBy(signers, ({ root, certificate }) =>
    JSON.stringify([root, certificate.get('sourceRepositoryOwnerId')]),
  )
  return [...groups.values()].flatMap((group) => {
    const { workflow } = workflowOf(group[0]?.identity ?? '')
    const refs = group.flatMap(({ identity }) => workflowOf(identity).ref ?? [])
    if (refs.length === 0) return [proposed(group, workflow, [], undefined, roots)]
    return refPatterns(refs).map((pattern) => {
      const meant = group.filter(({ identity }) => pattern.refs.includes(workflowOf(identity).ref ?? ''))
      return proposed(meant, `${workflow}@${pattern.pattern}`, notesOn(pattern), insteadOf(workflow, pattern), roots)
    })
  })
}

function proposed(
  signers: readonly DiscoveredIdentity[],
  identity: string,
  notes: readonly string[],
  instead: ProposedIdentity['instead'],
  roots: readonly string[],
): ProposedIdentity {
  const [first] = signers
  const pins = pinsOf(signers)
  return {
    written: {
      root: roots[first?.root ?? -1] ?? '',
      issuer: first?.issuer ?? '',
      identity,
      ...(Object.keys(pins.certificate).length === 0 ? {} : { certificate: pins.certificate }),
    },
    notes: [...notes, ...pins.notes],
    instead,
  }
}

function notesOn({ pattern, refs }: RefPattern): readonly string[] {
  if (refs.length > 1) {
    return [
      `CHECK: any tag of this form may sign, because these did: ${shown(refs)}. Whoever may push such a tag may sign.`,
    ]
  }
  if (isTag(pattern) || pattern.startsWith('refs/heads/')) return []
  return [`CHECK: ${pattern} is neither a branch nor a tag. Code that nobody merged can sign from a pull request.`]
}

/** The next release has another tag. */
function insteadOf(workflow: string, { pattern, refs }: RefPattern): ProposedIdentity['instead'] {
  if (!isTag(pattern) || refs.length !== 1) return undefined
  return {
    identity: `${workflow}@${tagGlob([pattern])}`,
    why: 'CHECK: in place of the line above, for the tags of later releases too',
  }
}

const SHOWN = 6

function shown(refs: readonly string[]): string {
  const more = refs.length > SHOWN ? `, ... ${refs.length} in all` : ''
  return `${refs.slice(0, SHOWN).join(', ')}${more}`
}

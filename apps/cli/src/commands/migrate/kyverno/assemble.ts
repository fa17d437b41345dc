import type { AttestationPolicy } from '@pawl/policy'
import { Refusal } from '@pawl/setup'
import { exactSeconds } from '../../../output/durations.ts'
import type { AttesterBook } from './attester-book.ts'
import type { Quorum } from './attestor-set.ts'
import type { Draft, DraftRequirement } from './draft.ts'
import type { Place } from './place.ts'
import { distinct, slug } from './slug.ts'

export type WrittenRequirement = AttestationPolicy['spec']['require'][number]
type WrittenNode = Omit<WrittenRequirement, 'name'>

/** A policy that a person has not yet agreed to, and where each of its requirements comes from. */
export interface ProposedPolicy {
  readonly file: string
  readonly written: AttestationPolicy
  readonly places: ReadonlyMap<string, Place>
}

/** A duration or `unlimited` that a person decided; undefined where nobody did. */
export type ChosenAge = string | undefined

/** A policy for every set of images that a source speaks of. Grants its attesters what they are asked for. */
export function assemble(drafts: readonly Draft[], book: AttesterBook, chosen: ChosenAge): readonly ProposedPolicy[] {
  const asking = drafts.filter(({ requirements }) => requirements.length > 0)
  refuseAgeless(asking, chosen)
  const groups = [...Map.groupBy(asking, ({ policy, images, mode }) => JSON.stringify([policy, mode, images])).values()]
  const taken = new Set<string>()
  return groups.flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const name = distinct(slug(first.policy, 'policy', 58), (each) => taken.has(each))
    taken.add(name)
    const require = requirementsOf(
      group.flatMap(({ requirements }) => requirements),
      book,
      chosen,
    )
    return [
      {
        file: groups.length === 1 ? 'policy.yaml' : `policy-${name}.yaml`,
        written: {
          apiVersion: 'pawl.dev/v1',
          kind: 'AttestationPolicy',
          metadata: { name, revision: 1 },
          spec: {
            mode: first.mode,
            images: [...new Set(first.images)],
            require: [...require.values()].map(({ written }) => written),
          },
        },
        places: new Map([...require].map(([each, { place }]) => [each, place])),
      } as const,
    ]
  })
}

/** How old an attestation may be is for a person to say: no number here would be theirs. */
function refuseAgeless(drafts: readonly Draft[], chosen: ChosenAge): void {
  const ageless = drafts.flatMap(({ requirements }) => requirements).filter(({ maxAge }) => maxAge === undefined)
  if (chosen !== undefined || ageless.length === 0) return
  throw new Refusal(
    'usage',
    'nothing says how old these attestations may be: add --max-age, for example --max-age 30d',
    ageless.map(({ place }) => ({ at: `${place.source} ${place.at}`, message: 'no condition limits the age' })),
  )
}

interface Named {
  readonly written: WrittenRequirement
  readonly place: Place
}

/** By name. What is asked for twice in the same words is asked for once. */
function requirementsOf(
  drafts: readonly DraftRequirement[],
  book: AttesterBook,
  chosen: ChosenAge,
): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>()
  const seen = new Set<string>()
  for (const draft of drafts) {
    const node = nodeOf(draft.signers, draft, ageOf(draft, chosen))
    const words = JSON.stringify(node)
    if (seen.has(words)) continue
    seen.add(words)
    book.grant(namesIn(draft.signers), draft.reading.claim)
    const name = distinct(slug(draft.wish, 'attested', 58), (each) => named.has(each))
    named.set(name, { written: { name, ...node }, place: draft.place })
    noteAge(draft, book, chosen)
  }
  return named
}

function ageOf({ maxAge }: DraftRequirement, chosen: ChosenAge): string {
  return maxAge === undefined ? (chosen ?? '') : exactSeconds(maxAge)
}

function noteAge({ place, reading, signers, maxAge }: DraftRequirement, book: AttesterBook, chosen: ChosenAge): void {
  if (maxAge === undefined) place.note('kyverno-max-age', `maxAge: ${chosen} is what --max-age says`)
  if (chosen === 'unlimited' && maxAge === undefined) return
  if (!reading.hasMoment() && namesIn(signers).some((name) => book.hasKey(name)))
    place.note(
      'kyverno-moment',
      `nothing says when a ${reading.claim} that is signed with a key was made, so that it is denied`,
    )
}

function namesIn({ of }: Quorum): readonly string[] {
  return of.flatMap((each) => (typeof each === 'string' ? [each] : namesIn(each)))
}

function nodeOf(quorum: Quorum, draft: DraftRequirement, maxAge: string): WrittenNode {
  const names = quorum.of.filter((each) => typeof each === 'string')
  const groups = quorum.of.filter((each) => typeof each !== 'string')
  if (groups.length === 0) return leafOf(names, quorum.count, draft, maxAge)
  // Groups stand where one is enough, or where all are asked for: then each name is a member of its own.
  const all = quorum.count > 1 || quorum.of.length === 1
  const members = [
    ...(all
      ? names.map((name) => leafOf([name], 1, draft, maxAge))
      : names.length === 0
        ? []
        : [leafOf(names, 1, draft, maxAge)]),
    ...groups.map((group) => nodeOf(group, draft, maxAge)),
  ]
  return all ? { allOf: members } : { anyOf: members }
}

function leafOf(
  from: readonly string[],
  count: number,
  { reading, where, oneOf }: DraftRequirement,
  maxAge: string,
): WrittenNode {
  const leaf = (tests: DraftRequirement['where']): WrittenNode => ({
    claim: reading.claim,
    from,
    ...(count === 1 ? {} : { count }),
    maxAge,
    ...(tests.length === 0 ? {} : { where: tests }),
  })
  return oneOf.length === 0 ? leaf(where) : { anyOf: oneOf.map((test) => leaf([...where, test])) }
}

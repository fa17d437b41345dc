import type { FieldPair } from '../compiled-policy.ts'
import type { PlacedLeaf, PlacedTest } from './claim-tests.ts'

/** A summary field that the policy names, and of which claim it is. */
export interface NamedField {
  readonly at: string
  readonly requirement: string
  readonly claim: string
  readonly field: string
}

/** Under `where`, and on both sides of `covers` and `equal`. */
export function fieldsNamed(tests: readonly PlacedTest[], leaves: readonly PlacedLeaf[]): readonly NamedField[] {
  const tested = tests.flatMap(({ at, requirement, test: { claim, where } }) =>
    where.map(({ field }, index) => ({ at: `${at}.where[${index}].field`, requirement, claim, field })),
  )
  return [...tested, ...leaves.flatMap(fieldsJoined)]
}

function fieldsJoined({ at, requirement, leaf }: PlacedLeaf): readonly NamedField[] {
  const partner = leaf.with
  if (partner === undefined) return []
  const named = (pairs: readonly FieldPair[], how: 'covers' | 'equal'): readonly NamedField[] =>
    pairs.flatMap(([first, second]) => {
      const place = { at: `${at}.with.${how}.${first}`, requirement }
      return [
        { ...place, claim: leaf.claim, field: first },
        { ...place, claim: partner.claim, field: second },
      ]
    })
  return [...named(partner.covers, 'covers'), ...named(partner.equal, 'equal')]
}

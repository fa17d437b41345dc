import type { ClaimTest, CompiledPolicy, Leaf } from '../compiled-policy.ts'
import type { AttestationPolicy, WrittenNode } from '../language/attestation-policy.ts'
import type { Severity } from './lint-codes.ts'

/** A claim that the policy asks for: the first or the second of a pair. */
export interface PlacedTest {
  /** `spec.require[0].anyOf[1].with` */
  readonly at: string
  readonly requirement: string
  readonly test: ClaimTest
  /** As written: places count what the compiler leaves out. */
  readonly from: readonly string[]
  readonly count: number
  /** How bad it is that it can never be met: where another member of an `anyOf` will do, not every way is shut. */
  readonly unmeetable: Severity
}

export interface PlacedLeaf extends PlacedTest {
  readonly leaf: Leaf
  readonly partnerFrom: readonly string[]
}

/** The leaves of a policy in the order of its normal form, each with its place in the written one. */
export function leavesOf(written: AttestationPolicy, compiled: CompiledPolicy): readonly PlacedLeaf[] {
  const places = written.spec.require.flatMap((node, index) =>
    placesBelow(node, { at: `spec.require[${index}]`, requirement: node.name, unmeetable: 'error' }),
  )
  const leaves = compiled.nodes.filter((node) => 'claim' in node)
  return places.flatMap((place, index) => {
    const leaf = leaves[index]
    return leaf === undefined ? [] : [{ ...place, leaf, test: leaf, count: leaf.count }]
  })
}

/** Each leaf, and behind it its second claim where it has one. */
export function claimTestsOf(leaves: readonly PlacedLeaf[]): readonly PlacedTest[] {
  return leaves.flatMap((each) => {
    const partner = each.leaf.with
    if (partner === undefined) return [each]
    return [each, { ...each, at: `${each.at}.with`, test: partner, from: each.partnerFrom, count: 1 }]
  })
}

type Place = Pick<PlacedTest, 'at' | 'requirement' | 'unmeetable'>
type WrittenPlace = Place & Pick<PlacedLeaf, 'from' | 'partnerFrom'>

/** In the order of the compiler: members before their group, so that leaves stand as they are read. */
function placesBelow(node: WrittenNode, place: Place): readonly WrittenPlace[] {
  const members = node.anyOf ?? node.allOf
  if (members === undefined) return [{ ...place, from: node.from ?? [], partnerFrom: node.with?.from ?? [] }]
  const group = node.anyOf === undefined ? 'allOf' : 'anyOf'
  const unmeetable = node.anyOf !== undefined && members.length > 1 ? 'warning' : place.unmeetable
  return members.flatMap((member, index) =>
    placesBelow(member, { ...place, unmeetable, at: `${place.at}.${group}[${index}]` }),
  )
}

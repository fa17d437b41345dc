import {
  type FetchedEvidence,
  imageEntry,
  inputDocument,
  isRejection,
  type TrustConfiguration,
  verifyImage,
} from '@pawl/core'
import type { Claim } from '@pawl/document'
import type { OpaEngine } from '@pawl/opa'
import { decideRequest, type IdentifiedProfile } from '@pawl/policy'
import type { ResolvedSubject } from '@pawl/sources'

/** How one rule behaves when attestations are deleted: how many subsets it allows, and how often deleting turned deny into allow. */
export interface Behaviour {
  readonly rule: string
  readonly allowsAll: boolean
  readonly allowed: number
  /** Pairs X inside Y: Y denied, X allowed. */
  readonly opened: number
}

export interface Judges {
  readonly trust: TrustConfiguration
  readonly policy: IdentifiedProfile
  readonly opa: OpaEngine
  readonly now: number
}

type Rule = (evidence: readonly FetchedEvidence[]) => boolean

/** Deletes every subset of the evidence, and asks each rule about what is left. */
export function deleteEverySubset(
  subject: ResolvedSubject,
  evidence: readonly FetchedEvidence[],
  judges: Judges,
): readonly Behaviour[] {
  return [...rules(subject, judges)].map(([rule, allows]) => {
    const subsets = Array.from({ length: 2 ** evidence.length }, (_, kept) =>
      allows(evidence.filter((__, index) => (kept & (1 << index)) !== 0)),
    )
    return {
      rule,
      allowsAll: subsets.at(-1) === true,
      allowed: subsets.filter((each) => each).length,
      opened: openings(subsets),
    }
  })
}

function openings(subsets: readonly boolean[]): number {
  let opened = 0
  for (const [more, allowsMore] of subsets.entries()) {
    for (const [less, allowsLess] of subsets.entries()) {
      const inside = less !== more && (less & more) === less
      if (inside && allowsLess && !allowsMore) opened += 1
    }
  }
  return opened
}

function rules(subject: ResolvedSubject, { trust, policy, opa, now }: Judges): ReadonlyMap<string, Rule> {
  const documentOf = (evidence: readonly FetchedEvidence[]) => {
    const { summary } = verifyImage(evidence, subject.subject, trust, { verifiedAt: now, validUntil: now + 300 })
    return inputDocument([imageEntry(subject.reference, subject, summary)], now)
  }
  const request = [subject.reference]
  return new Map<string, Rule>([
    ['pawl, typescript', (evidence) => decideRequest(request, documentOf(evidence), policy).decision === 'allow'],
    ['pawl, opa', (evidence) => opa.evaluate(request, documentOf(evidence), policy.compiled).allow],
    ['latest scan', (evidence) => latestScanIsClean(verifiedScans(evidence, subject, trust, now))],
  ])
}

function verifiedScans(
  evidence: readonly FetchedEvidence[],
  subject: ResolvedSubject,
  trust: TrustConfiguration,
  now: number,
): readonly Claim[] {
  return verifyImage(evidence, subject.subject, trust, { verifiedAt: now, validUntil: now + 300 }).findings.flatMap(
    ({ result }) => (isRejection(result) || result.type !== 'vulnerability-scan' ? [] : [result]),
  )
}

/** The rule that many templates have: look at the newest report, allow when it has nothing critical. Every signature is checked. */
function latestScanIsClean(scans: readonly Claim[]): boolean {
  const [latest] = scans.toSorted((a, b) => (b.moment ?? 0) - (a.moment ?? 0))
  return latest?.summary['critical'] === 0
}

import type { ClusterObject } from './cluster-object.ts'
import type { DoctorCode } from './doctor-codes.ts'
import { findParts } from './find-parts.ts'
import { PARTS, type Part } from './parts.ts'
import type { Finding, Rule, Severity } from './rule.ts'
import { RULES } from './rule-list.ts'

export interface CodedFinding extends Finding {
  readonly code: DoctorCode
}

/** A part of the installation that is not in the input, and the rules that could not be asked without it. */
export interface NotSeen {
  readonly part: Part
  readonly codes: readonly DoctorCode[]
}

export interface Examination {
  readonly findings: readonly CodedFinding[]
  readonly notSeen: readonly NotSeen[]
}

const ORDER: readonly Severity[] = ['open', 'weak', 'note']

/** Asks every rule. `absent`: parts of which a person says that the cluster has none. */
export function examine(objects: readonly ClusterObject[], absent: ReadonlySet<Part>): Examination {
  const seen = findParts(objects)
  const missing = (part: Part): boolean => seen[part].length === 0
  const asked = RULES.filter(({ about }) => !about.some(missing))
  const findings = asked.flatMap(({ code, find }) => find(seen).map((each) => ({ ...each, code })))
  const unasked = RULES.filter(
    (rule) => rule.about.some(missing) && !rule.about.some((part) => missing(part) && absent.has(part)),
  )
  return {
    findings: ORDER.flatMap((severity) => findings.filter((each) => each.severity === severity)),
    notSeen: partsOf(unasked).filter(({ part }) => missing(part)),
  }
}

function partsOf(rules: readonly Rule[]): readonly NotSeen[] {
  return [...PARTS.keys()]
    .map((part) => ({ part, codes: rules.filter(({ about }) => about.includes(part)).map(({ code }) => code) }))
    .filter(({ codes }) => codes.length > 0)
}

/** Whether anything at all of Gatekeeper or of Pawl is there. Where not, nobody looked. */
export function isRecognised(objects: readonly ClusterObject[]): boolean {
  const { namespaces: _, otherMutating: __, ...seen } = findParts(objects)
  return Object.values(seen).some((each) => each.length > 0)
}

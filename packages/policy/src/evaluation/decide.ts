import { isRecord, isTime, LIMITS, type TrustReference } from '@pawl/document'
import type { Decision, ImageDecision, PolicyDecision, Reason, RequirementDecision, Verdict } from '../decision.ts'
import type { IdentifiedPolicy } from '../identify-policy.ts'
import { type Bound, NEVER } from './bound.ts'
import { contributors } from './contributors.ts'
import { type JudgedEntry, readEntry } from './entry.ts'
import { nodeBounds } from './node-bound.ts'
import { reasonsFor } from './requirement-reasons.ts'

/**
 * Decides whether the attestations a policy requires exist. Takes any JSON value as document: what is not one is a deny, never a throw.
 * `now` is the document's own; there is no other clock (law L5). One policy; every image of the document must be allowed.
 */
export function decide(document: unknown, policy: IdentifiedPolicy): Decision {
  const read = isRecord(document) ? document : {}
  const { now, images } = read
  if (!isDocument(read) || !isTime(now) || !isImages(images)) {
    return conclude([refused({ code: 'document-malformed' }, -1, {}, policy)], undefined, policy)
  }
  return conclude(
    images.map((image, index) => decideImage(image, index, now, policy)),
    commonTrust(images),
    policy,
  )
}

function isDocument(value: Readonly<Record<string, unknown>>): boolean {
  return value['apiVersion'] === 'pawl.dev/v1' && value['kind'] === 'AttestationInput'
}

function isImages(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length >= 1 && value.length <= LIMITS.images
}

function decideImage(value: unknown, index: number, now: number, policy: IdentifiedPolicy): ImageDecision {
  const entry = readEntry(value, policy.compiled, now)
  if ('code' in entry) return refused(entry, index, isRecord(value) ? value : {}, policy)
  const bounds = nodeBounds(policy.compiled, entry)
  const requirements = policy.compiled.requirements.map(({ name, node }) =>
    decideRequirement(name, node, bounds, entry, policy),
  )
  return image(requirements, index, isRecord(value) ? value : {}, policy)
}

function decideRequirement(
  name: string,
  node: number,
  bounds: readonly Bound[],
  entry: JudgedEntry,
  { compiled }: IdentifiedPolicy,
): RequirementDecision {
  const until = Math.min(bounds[node] ?? NEVER, entry.validUntil)
  return entry.now < until
    ? { name, met: true, by: contributors(node, compiled, bounds, entry), expiresAt: until }
    : { name, met: false, reasons: reasonsFor(node, compiled, bounds, entry) }
}

/** An entry that is not judged: every requirement is unmet, for one reason. */
function refused(
  reason: Reason,
  index: number,
  value: Readonly<Record<string, unknown>>,
  policy: IdentifiedPolicy,
): ImageDecision {
  const requirements = policy.compiled.requirements.map(({ name }) => ({
    name,
    met: false as const,
    reasons: [reason] as const,
  }))
  return image(requirements, index, value, policy)
}

function image(
  requirements: readonly RequirementDecision[],
  index: number,
  { reference, digest }: Readonly<Record<string, unknown>>,
  { compiled, digest: policyDigest }: IdentifiedPolicy,
): ImageDecision {
  const decision = verdict(requirements.map((each) => each.met))
  const { name, revision, mode } = compiled
  const policies: readonly PolicyDecision[] = [{ name, digest: policyDigest, revision, mode, decision, requirements }]
  return {
    index,
    reference: typeof reference === 'string' ? reference : '',
    ...(typeof digest === 'string' ? { digest } : {}),
    decision,
    policies,
  }
}

function conclude(
  images: readonly ImageDecision[],
  trust: TrustReference | undefined,
  policy: IdentifiedPolicy,
): Decision {
  const decision = verdict(images.map((each) => each.decision === ALLOW))
  const ends = images
    .flatMap((each) => each.policies.flatMap((of) => of.requirements))
    .map((each) => (each.met ? each.expiresAt : NEVER))
  return {
    decision,
    admit: decision === ALLOW || policy.compiled.mode !== 'enforce',
    ...(trust === undefined ? {} : { trust }),
    ...(decision === ALLOW ? { expiresAt: Math.min(...ends) } : {}),
    images,
  }
}

const ALLOW = 'allow'

/** The one place that can say allow: there is something, and all of it is a literal yes. `every` is true of nothing (C110). */
function verdict(parts: readonly boolean[]): Verdict {
  return parts.length >= 1 && parts.every((part) => part === true) ? ALLOW : 'deny'
}

/** For people: the trust configuration when every entry names the same one. Decides nothing. */
function commonTrust(images: readonly unknown[]): TrustReference | undefined {
  const [first, ...rest] = images.map((value) => (isRecord(value) ? readTrust(value['trust']) : undefined))
  return rest.every((each) => each?.digest === first?.digest && each?.revision === first?.revision) ? first : undefined
}

function readTrust(value: unknown): TrustReference | undefined {
  if (!isRecord(value)) return undefined
  const { name, digest, revision } = value
  const named = typeof name === 'string' && typeof digest === 'string' && typeof revision === 'number'
  return named ? { name, digest, revision } : undefined
}

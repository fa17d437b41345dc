import { isRecord, LIMITS } from '@pawl/document'
import type { CompiledProfile, Mode } from '@pawl/policy'
import type { Case } from '../../../generators/random-case.ts'

/** A question that a pod can ask, and the document that the gateway gives for it. */
export interface Posed {
  readonly index: number
  readonly profile: CompiledProfile
  /** Each a container: not each once. */
  readonly references: readonly string[]
  /** Whatever: the gateway says it is a document. */
  readonly document: unknown
}

/**
 * What of a question Kyverno can be asked; undefined where it cannot. The gaps: a pod has at least one image, all are texts that are not empty, and no more
 * than a document holds (what is not so the policy denies without asking: situations); and an entry whose digest is not the one that its reference names
 * is denied as foreign, where the evaluator, which does not read references, asks its policies (situations).
 */
export function posed({ request, document, profile }: Case, index: number): Posed | undefined {
  if (!Array.isArray(request) || request.length === 0) return undefined
  const references = Array.from(request).filter((each): each is string => typeof each === 'string' && each !== '')
  if (references.length !== request.length || new Set(references).size > LIMITS.images) return undefined
  return entriesOf(document).every(isOfItsDigest) ? { index, profile, references, document } : undefined
}

function entriesOf(document: unknown): readonly unknown[] {
  const images = isRecord(document) ? document['images'] : undefined
  return Array.isArray(images) ? images : []
}

function isOfItsDigest(entry: unknown): boolean {
  if (!isRecord(entry)) return true
  const { reference, digest } = entry
  const [, named = digest] = /@(sha256:[0-9a-f]{64})$/.exec(String(reference)) ?? []
  return digest === undefined || named === digest
}

/** In one mode, in which nothing is asked of tags: what is unmet is all that there is to say. */
export function inOneMode(profile: CompiledProfile): CompiledProfile {
  const policies = profile.policies.map((policy) => ({ ...policy, mode: 'warn' as const }))
  return { ...profile, mode: 'warn', policies }
}

const MODES: readonly Mode[] = ['enforce', 'warn', 'audit']

/** The generator knows one mode. Every pair of a profile's and a policy's comes up. */
export function inModes(profile: CompiledProfile, index: number): CompiledProfile {
  const of = (at: number): Mode => MODES[at % MODES.length] ?? 'enforce'
  const policies = profile.policies.map((policy, at) => ({ ...policy, mode: of(Math.floor(index / 3) + at) }))
  return { ...profile, mode: of(index), policies }
}

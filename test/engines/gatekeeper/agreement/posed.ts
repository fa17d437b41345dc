import { isRecord, isTime } from '@pawl/document'
import type { CompiledProfile, Mode } from '@pawl/policy'
import type { Case } from '../../../generators/random-case.ts'

/** A question that a pod can ask: every reference a container, and for some of them the entry that a provider gives. */
export interface Posed {
  readonly index: number
  readonly profile: CompiledProfile
  /** Each once. */
  readonly references: readonly string[]
  readonly document: { readonly now: number; readonly images: readonly unknown[] }
}

const MODES: readonly Mode[] = ['enforce', 'warn', 'audit']

/**
 * What of a question Gatekeeper can be asked; undefined where it cannot. The template makes the document itself, out of one value for each reference of
 * the request: so there is none that is malformed as a whole, no entry that nobody asked for, none without a reference and none that is there twice.
 * An item ends with its entry: one that is over is no answer, and neither is one of another digest than the reference has.
 */
export function posed({ request, document, profile }: Case, index: number): Posed | undefined {
  if (!Array.isArray(request) || !isDocument(document)) return undefined
  const asked = Array.from(request)
  const references = [...new Set(asked.filter((each): each is string => typeof each === 'string' && each !== ''))]
  const entries = document.images.map((entry) => (isRecord(entry) ? entry['reference'] : undefined))
  const apart =
    new Set(entries).size === entries.length && entries.every((each) => references.some((one) => one === each))
  if (asked.length === 0 || !asked.every((each) => typeof each === 'string' && each !== '') || !apart) return undefined
  const images = document.images.filter((entry) => isAnswered(entry, document.now))
  return { index, profile: inModes(profile, index), references, document: { ...document, images } }
}

function isAnswered(entry: unknown, now: number): boolean {
  if (!isRecord(entry) || !isTime(entry['validUntil']) || entry['validUntil'] <= now) return false
  const { reference, digest } = entry
  const [, named = digest] = /@(sha256:[0-9a-f]{64})$/.exec(String(reference)) ?? []
  return named === digest
}

function isDocument(value: unknown): value is Posed['document'] {
  if (!isRecord(value) || value['apiVersion'] !== 'pawl.dev/v1' || value['kind'] !== 'AttestationInput') return false
  const { now, images } = value
  return isTime(now) && Array.isArray(images) && images.length >= 1 && images.length <= 64
}

/** The generator knows one mode. Every pair of a profile's and a policy's comes up. */
function inModes(profile: CompiledProfile, index: number): CompiledProfile {
  const of = (at: number): Mode => MODES[at % MODES.length] ?? 'enforce'
  const policies = profile.policies.map((policy, at) => ({ ...policy, mode: of(Math.floor(index / 3) + at) }))
  return { ...profile, mode: of(index), policies }
}

const [EARLIEST, LATEST] = [500_000_000, 4_000_000_000]

/** The same with every time moved: Gatekeeper has a clock of its own. What is no time of these decades stays as it is. */
export function movedBy<T>(value: T, seconds: number): T {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'number' && each > EARLIEST && each < LATEST ? each + seconds : each,
  )
}

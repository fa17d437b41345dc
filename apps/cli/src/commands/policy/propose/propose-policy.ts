import { formatInstant, type InputDocument } from '@pawl/document'
import type { AttestationPolicy } from '@pawl/policy'
import { having, type Image, imagesOf, typesOf } from './choose-claims.ts'
import { imagePatterns, type ProposedImages } from './image-patterns.ts'
import { refuseNothing } from './nothing-to-propose.ts'
import { proposePair } from './propose-pair.ts'
import {
  type Circumstances,
  type ProposedRequirement,
  proposeRequirement,
  writtenRequirement,
} from './propose-requirement.ts'

/** A policy that a person has not yet agreed to, and what there is to say about it. */
export interface PolicyProposal {
  readonly written: AttestationPolicy
  readonly at: string
  readonly images: ProposedImages
  /** Those that it was made from, by their place among the subjects: it allows each of them. */
  readonly from: readonly number[]
  /** References that have nothing that counts. */
  readonly without: readonly string[]
  readonly required: readonly ProposedRequirement[]
  /** What only some images have. */
  readonly offered: readonly ProposedRequirement[]
}

export interface PolicyRequest extends Circumstances {
  readonly name: string
  /** What was not used and why, in lines for people. */
  readonly turnedDown: readonly string[]
}

/** What the images have in common, as a policy in mode audit. Throws Refusal `nothing-to-propose`. */
export function proposePolicy(document: InputDocument, request: PolicyRequest): PolicyProposal {
  const all = imagesOf(document)
  const images = all.filter(({ claims }) => claims.length >= 1)
  const proposed = requirementsOf(images, request)
  const required = proposed.filter(({ shared }) => shared).map(({ requirement }) => requirement)
  if (required.length === 0) refuseNothing(all, document, request.turnedDown)
  const patterns = imagePatterns(images.map(({ repository }) => repository))
  return {
    written: {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: request.name, revision: 1 },
      spec: { mode: 'audit', images: patterns.images, require: required.map(writtenRequirement) },
    },
    at: formatInstant(request.now),
    images: patterns,
    from: all.flatMap(({ claims }, index) => (claims.length >= 1 ? [index] : [])),
    without: all.flatMap(({ claims, reference }) => (claims.length >= 1 ? [] : [reference])),
    required,
    offered: proposed.filter(({ shared }) => !shared).map(({ requirement }) => requirement),
  }
}

interface Candidate {
  readonly requirement: ProposedRequirement
  /** Whether every image has it. */
  readonly shared: boolean
}

/** One for every claim type; a pair in place of the two that it joins, where it says as much about as many images. */
function requirementsOf(images: readonly Image[], given: Circumstances): readonly Candidate[] {
  const pair = proposePair(images, given)
  const single = typesOf(images)
    .filter((type) => pair === undefined || !isJoined(type, images))
    .map((type) => candidate(proposeRequirement(type, images, given), having(type, images), images))
  if (pair === undefined) return single
  return [...single, candidate(pair, having('review', having('vulnerability-scan', images)), images)]
}

/** A scan that more images have than have a review of it too is required by itself. */
function isJoined(type: string, images: readonly Image[]): boolean {
  if (type !== 'vulnerability-scan' && type !== 'review') return false
  const other = type === 'review' ? 'vulnerability-scan' : 'review'
  return having(type, images).every((image) => image.claims.some((claim) => claim.type === other))
}

function candidate(requirement: ProposedRequirement, some: readonly Image[], all: readonly Image[]): Candidate {
  const missing = all.filter((image) => !some.includes(image)).map(({ reference }) => reference)
  const shared = some.length === all.length && all.length >= 1
  const count = shared
    ? `${all.length} of ${all.length} images have it.`
    : `${some.length} of ${all.length} images have it; missing: ${missing.join(', ')}.`
  return { shared, requirement: { ...requirement, about: [...requirement.about, count] } }
}

import { type CompiledProfile, parsePolicy, profileOf } from '@pawl/policy'
import { breakDocument } from './break-document.ts'
import type { JsonObject } from './json-tree.ts'
import { createRandom, type Random } from './prng.ts'
import { withExemptions } from './random-exemptions.ts'
import { randomPolicy, type WrittenPolicy } from './random-policy.ts'
import { type RequestKind, randomRequest } from './random-request.ts'
import { satisfyingDocument } from './satisfying-document.ts'
import { NOW } from './vocabulary.ts'

/** One question for every engine. */
export interface Case {
  readonly written: readonly WrittenPolicy[]
  readonly profile: CompiledProfile
  /** The references that are asked for, or what stands there instead. */
  readonly request: unknown
  readonly requestKind: RequestKind
  /** Made by JSON.parse: what an engine could be given. */
  readonly document: unknown
  /** In how many places it was broken. */
  readonly faults: number
}

const FAULTS = [0, 0, 1, 1, 1, 2, 3] as const
/** Documents that satisfy one profile, and questions about each. Engines read a profile once for all of them, which takes them longer than to judge. */
export interface PerProfile {
  readonly documents: number
  readonly questions: number
}

const FOUR: PerProfile = { documents: 2, questions: 2 }

/** Yields cases for ever; the same seed, the same cases. So many in a row are of one profile: four, unless told otherwise. */
export function* randomCases(seed: number, per: PerProfile = FOUR): Generator<Case, never> {
  const random = createRandom(seed)
  for (;;) {
    const first = randomPolicy(random)
    const second = randomPolicy(random)
    const plain = random.chance(0.8)
      ? [first]
      : [first, { ...second, metadata: { ...second.metadata, name: 'second' } }]
    const documents = Array.from({ length: per.documents }, () => satisfyingDocument(random, plain))
    const written = plain.map((policy) => withExemptions(random, policy, documents))
    const profile = randomProfile(random, written)
    for (const document of documents) {
      for (let each = 0; each < per.questions; each += 1)
        yield { written, profile, ...randomQuestion(random, document) }
    }
  }
}

function randomQuestion(random: Random, satisfying: JsonObject): Omit<Case, 'written' | 'profile'> {
  const document = structuredClone(satisfying)
  const { request, kind } = randomRequest(random, document)
  const faults = random.pick(FAULTS)
  for (let fault = 0; fault < faults; fault += 1) breakDocument(random, document)
  return { request, requestKind: kind, document: JSON.parse(JSON.stringify(document), wellFormed), faults }
}

/** Two faults in one place can cut a text in the middle of a character; engines are only given what is well-formed. */
function wellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}

function randomProfile(random: Random, written: readonly WrittenPolicy[]): CompiledProfile {
  const profile = profileOf(written.map((each) => parsePolicy(JSON.parse(JSON.stringify(each)), NOW)))
  return {
    ...profile,
    unmatched: random.chance(0.15) ? 'allow' : 'deny',
    validUntil: random.chance(0.15) ? NOW + random.pick([-1, 0, 1, 1, 60, 299, 1e6, 1e6]) : 'unlimited',
  }
}

export function takeCases(seed: number, count: number): readonly Case[] {
  const cases: Case[] = []
  for (const each of randomCases(seed)) {
    cases.push(each)
    if (cases.length === count) break
  }
  return cases
}

import { createHash } from 'node:crypto'
import type { TrustConfiguration } from '@pawl/core'
import type { Claim, InputDocument } from '@pawl/document'
import type { Outcome } from '@pawl/policy'
import type { Random } from '../generators/prng.ts'
import { fixedScene } from './fixed-scene.ts'
import { generatedScene } from './generated-scene.ts'
import { HOUSE, type House } from './house.ts'
import { type Scene, speakerOf } from './scene.ts'

export function randomScene(random: Random): Scene {
  return random.chance(0.4) ? fixedScene(random) : generatedScene(random)
}

/** What the whole way made of evidence. */
export interface Answer {
  readonly claims: readonly Claim[]
  /** Something did not fit (law L8). */
  readonly overLimit: boolean
  readonly document: InputDocument
  readonly outcome: Outcome
}

const loaded = new WeakMap<House['core'], WeakMap<Scene, TrustConfiguration>>()

function trustOf(scene: Scene, { core }: House): TrustConfiguration {
  const ofHouse = loaded.get(core) ?? new WeakMap<Scene, TrustConfiguration>()
  loaded.set(core, ofHouse)
  const known = ofHouse.get(scene)
  if (known !== undefined) return known
  const trust = core.loadTrust(scene.trust, {
    file: (path) => Buffer.from(speakerOf(scene, path).key.publicPem),
    publicGood: () => {
      throw new Error('no keyless attester here')
    },
  })
  ofHouse.set(scene, trust)
  return trust
}

/** Evidence bytes, verified, assembled, serialised, and decided on: the document crosses JSON as it does on the way to an engine. */
export function ask(scene: Scene, evidence: readonly Uint8Array[], house: House = HOUSE): Answer {
  const { core } = house
  const { summary, findings } = core.verifyImage(
    evidence.map((bytes, index) => ({ source: `piece ${index}`, bytes })),
    core.pinSubject(scene.digest, new Map()),
    trustOf(scene, house),
    { verifiedAt: scene.verifiedAt, validUntil: scene.validUntil },
  )
  const entry = core.imageEntry(`${scene.repository}:1`, { repository: scene.repository, name: scene.name }, summary)
  const document = JSON.parse(JSON.stringify(core.inputDocument([entry], scene.now))) as InputDocument
  return {
    claims: summary.claims,
    overLimit: findings.some(({ result }) => 'code' in result && result.code === 'over-limit'),
    document,
    outcome: decideOn(document, scene, house),
  }
}

export function decideOn(document: unknown, { profile }: Pick<Scene, 'profile'>, house: House = HOUSE): Outcome {
  const identified = house.policy.identifyProfile(profile, sha256)
  return house.policy.outcomeOf(house.policy.decide(document, identified))
}

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Law L3 between less and more: what is wrong, or nothing. */
export function lost(less: Outcome, more: Outcome): string | undefined {
  if (less.allow && !more.allow) return 'more claims turned allow into deny'
  const unmet = new Set(less.unmet.map((each) => JSON.stringify(each)))
  if (!more.unmet.every((each) => unmet.has(JSON.stringify(each)))) return 'more claims left more unmet'
  if (less.expiresAt !== null && more.expiresAt !== null && !(more.expiresAt >= less.expiresAt)) {
    return 'more claims end earlier'
  }
  return undefined
}

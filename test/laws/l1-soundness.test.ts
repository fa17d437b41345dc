import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Claim } from '@pawl/document'
import { type DsseEnvelope, dssePae } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../generators/prng.ts'
import { type Fault, HOUSE, type House, withFault } from './house.ts'
import { LIES, lieOf } from './lies.ts'
import { type Answer, ask, randomScene } from './pipeline.ts'
import { honestBytes, type Scene, shuffled } from './scene.ts'
import { cases, SEED, TIME, tell } from './size.ts'

interface Run {
  readonly violations: readonly string[]
  readonly scenes: number
  readonly claims: number
  readonly lies: ReadonlyMap<string, number>
  readonly allowed: number
}

/** Mixes what honest people said with every kind of lie, and asks of every claim whether somebody who may did sign it. */
function run(house: House, count: number): Run {
  const random = createRandom(SEED)
  const violations: string[] = []
  const lies = new Map<string, number>()
  let claims = 0
  let allowed = 0
  for (let scenes = 0; scenes < count; scenes += 1) {
    const scene = randomScene(random)
    // Some of the honest evidence is hidden, so that a lie that is believed would be needed.
    const honest = random.sample(
      scene.honest,
      random.chance(0.7) ? scene.honest.length : random.int(scene.honest.length),
    )
    const told = random.sample(LIES, 5).flatMap((kind) => {
      const lie = lieOf(random, scene, kind)
      if (lie !== undefined) lies.set(kind, (lies.get(kind) ?? 0) + 1)
      return lie === undefined ? [] : [lie]
    })
    const evidence = shuffled(random, [...honest.map((said) => honestBytes(scene, said)), ...told])
    const answer = ask(scene, evidence, house)
    claims += answer.claims.length
    allowed += answer.outcome.allow ? 1 : 0
    for (const claim of answer.claims) {
      if (!evidence.some((bytes) => carries(bytes, claim, scene)))
        violations.push(`scene ${scenes}: ${JSON.stringify(claim)}`)
    }
    if (silent(answer, honest.length)) violations.push(`scene ${scenes}: nothing came of ${honest.length} statements`)
  }
  return { violations, scenes: count, claims, lies, allowed }
}

/** Soundness by silence would be cheap: below the limits something comes of what honest people say. */
function silent({ overLimit, claims }: Answer, honest: number): boolean {
  return !overLimit && honest > 0 && claims.length === 0
}

/** Law L1 by another hand: node's own cryptography, the subject and the permission, from nothing but the bytes. */
function carries(bytes: Uint8Array, claim: Claim, scene: Scene): boolean {
  const speaker = scene.attesters.find((each) => each.name === claim.attester)
  const envelope = parsed(bytes)
  if (speaker === undefined || envelope === undefined || !speaker.claims.includes(claim.type)) return false
  const payload = Buffer.from(envelope.payload, 'base64')
  if (`sha256:${createHash('sha256').update(payload).digest('hex')}` !== claim.statementDigest) return false
  const said = JSON.parse(payload.toString()) as { subject: { digest: { sha256?: string } }[]; predicateType: string }
  if (!said.subject.some(({ digest }) => `sha256:${digest.sha256}` === scene.digest)) return false
  if (said.predicateType !== claim.predicateType || speaker.key.id !== claim.signer.id) return false
  const pae = dssePae(envelope.payloadType, payload)
  const key = createPublicKey(speaker.key.publicPem)
  return envelope.signatures.some(({ sig }) => verify(null, pae, key, Buffer.from(sig, 'base64')))
}

function parsed(bytes: Uint8Array): DsseEnvelope | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString())
    return typeof value === 'object' && value !== null && 'payloadType' in value ? (value as DsseEnvelope) : undefined
  } catch {
    return undefined
  }
}

const FAULTS: readonly Fault[] = [
  {
    name: 'a subject check that says yes (C01)',
    of: 'core',
    file: 'statement/check-subject.ts',
    find: 'if (!read.some((each) => names(each, subject)))',
    replace: 'if (read.length < 0)',
  },
  {
    name: 'a signature that need not be right',
    of: 'core',
    file: 'verification/check-signature.ts',
    find: 'envelope.signatures.some(({ signature }) => verifies(key, bytes, signature)),',
    replace: 'envelope.signatures.some(({ signature }) => signature.length + bytes.length + key.id.length > 0),',
  },
  {
    name: 'an attester who may say anything',
    of: 'core',
    file: 'verification/check-authority.ts',
    find: 'attesters.find((each) => each.claims.includes(claimType))',
    replace: 'attesters.find((each) => each.claims.length > 0)',
  },
]

describe('L1 soundness', () => {
  it('makes no claim that a permitted attester did not sign over this digest, whatever lies beside it', {
    timeout: TIME,
  }, () => {
    const { violations, scenes, claims, lies, allowed } = run(HOUSE, cases(150))
    tell('L1', { scenes, claims, allowed, ...Object.fromEntries(lies) })
    expect(violations).toStrictEqual([])
    expect(allowed).toBeGreaterThanOrEqual(scenes * 0.3)
    expect(claims).toBeGreaterThanOrEqual(scenes)
    for (const kind of LIES) expect(lies.get(kind), kind).toBeGreaterThanOrEqual(scenes * 0.1)
  })

  it.each(FAULTS)('notices $name when that fault is seeded', { timeout: TIME }, async (fault) => {
    const violations = await withFault(fault, (house) => run(house, cases(40)).violations)
    expect(violations.length).toBeGreaterThanOrEqual(1)
  })
})

import { type DsseEnvelope, encodeEnvelope } from '@pawl/testkit'
import type { Random } from '../generators/prng.ts'
import { randomDigest } from '../generators/satisfying-document.ts'
import { honestBytes, type Scene, STRANGER, type Statement, sign } from './scene.ts'

/** Evidence that must never become a claim, by what is wrong with it. */
export const LIES = [
  'signed by a stranger',
  'about another digest',
  'by an attester who may not say so',
  'payload exchanged',
  'payload type exchanged',
  'signature of another statement',
  'a member twice',
  'cut short',
  'not JSON',
  'nothing',
] as const
export type Lie = (typeof LIES)[number]

/** A lie about what the policy asks for: were it believed, the decision would move. Undefined where the scene has no room for it. */
export function lieOf(random: Random, scene: Scene, kind: Lie): Uint8Array | undefined {
  const said = random.pick(scene.honest)
  const honest = honestBytes(scene, said)
  const envelope = JSON.parse(Buffer.from(honest).toString()) as DsseEnvelope
  switch (kind) {
    case 'signed by a stranger':
      return sign(said, scene.digest, STRANGER)
    case 'about another digest':
      return sign(said, randomDigest(random), keyOfSpeaker(scene, said.attester))
    case 'by an attester who may not say so':
      return notPermitted(random, scene, said)
    case 'payload exchanged':
      return encodeEnvelope({ ...envelope, payload: changedPayload(envelope) })
    case 'payload type exchanged':
      // U+0174 and 't' have the same low byte (C06).
      return encodeEnvelope({
        ...envelope,
        payloadType: random.pick(['application/json', 'applica\u0174ion/vnd.in-toto+json']),
      })
    case 'signature of another statement':
      return otherSignature(random, scene, said, envelope)
    case 'a member twice':
      return Buffer.from(`{"payload":"e30=",${JSON.stringify(envelope).slice(1)}`)
    case 'cut short':
      return honest.subarray(0, random.int(honest.length))
    case 'not JSON':
      return Buffer.from(
        random.pick(['\ufeff{}', '[', 'null', '{"mediaType":3}', '\u0000', '{"payload":1,"signatures":[]}']),
      )
    case 'nothing':
      return new Uint8Array()
  }
}

function keyOfSpeaker(scene: Scene, name: string): typeof STRANGER {
  return scene.attesters.find((each) => each.name === name)?.key ?? STRANGER
}

function notPermitted(random: Random, scene: Scene, said: Statement): Uint8Array | undefined {
  const others = scene.attesters.filter((each) => !each.claims.includes(said.claim))
  return others.length === 0 ? undefined : sign(said, scene.digest, random.pick(others).key)
}

function changedPayload({ payload }: DsseEnvelope): string {
  const text = Buffer.from(payload, 'base64').toString()
  return Buffer.from(text.replace('"app"', '"App"')).toString('base64')
}

function otherSignature(random: Random, scene: Scene, said: Statement, envelope: DsseEnvelope): Uint8Array | undefined {
  const others = scene.honest.filter((each) => each !== said && JSON.stringify(each) !== JSON.stringify(said))
  if (others.length === 0) return undefined
  const other = JSON.parse(Buffer.from(honestBytes(scene, random.pick(others))).toString()) as DsseEnvelope
  return other.payload === envelope.payload ? undefined : encodeEnvelope({ ...envelope, signatures: other.signatures })
}

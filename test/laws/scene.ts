import { formatInstant } from '@pawl/document'
import type { CompiledProfile } from '@pawl/policy'
import {
  encodeEnvelope,
  encodeStatement,
  type KeyKind,
  signEnvelope,
  statement,
  type TestKey,
  testKey,
} from '@pawl/testkit'
import type { Random } from '../generators/prng.ts'

/** One question for the whole way: who may say what, what is required, and the evidence that honest people made. */
export interface Scene {
  /** A trust configuration as people write it; the key of attester `a` is the file `a`. */
  readonly trust: unknown
  readonly attesters: readonly Speaker[]
  readonly profile: CompiledProfile
  readonly repository: string
  readonly name: string
  readonly digest: string
  readonly verifiedAt: number
  readonly validUntil: number
  readonly now: number
  readonly honest: readonly Statement[]
}

/** An attester as the test knows it: with its private key. */
export interface Speaker {
  readonly name: string
  readonly key: TestKey
  readonly claims: readonly string[]
}

/** What somebody means to say. */
export interface Statement {
  readonly attester: string
  readonly claim: string
  readonly predicateType: string
  readonly predicate: object
  /** The member of the predicate that says when, if there is one. */
  readonly dated: string | undefined
}

const KIND: KeyKind = 'ed25519'
const KEYS: readonly TestKey[] = Array.from({ length: 12 }, () => testKey(KIND))

/** Keys are made once: the same number is the same key in every scene. */
export function keyOf(index: number): TestKey {
  const key = KEYS[index]
  if (key === undefined) throw new RangeError('there are twelve keys')
  return key
}

/** Nobody's attester. */
export const STRANGER: TestKey = testKey(KIND)

export function speakerOf(scene: Scene, name: string): Speaker {
  const speaker = scene.attesters.find((each) => each.name === name)
  if (speaker === undefined) throw new Error(`no attester ${name}`)
  return speaker
}

const signed = new Map<string, Uint8Array>()

/** The bytes of an envelope. The same statement by the same key is signed once. */
export function sign(said: Statement, digest: string, key: TestKey): Uint8Array {
  const payload = encodeStatement(
    statement({
      subject: [{ name: 'app', digest: { sha256: digest.slice('sha256:'.length) } }],
      predicateType: said.predicateType,
      predicate: said.predicate,
    }),
  )
  const id = `${key.id} ${Buffer.from(payload).toString('base64')}`
  const bytes = signed.get(id) ?? encodeEnvelope(signEnvelope({ payload, signers: [{ key }] }))
  signed.set(id, bytes)
  return bytes
}

export function honestBytes(scene: Scene, said: Statement): Uint8Array {
  return sign(said, scene.digest, speakerOf(scene, said.attester).key)
}

/** The same words at another time: a claim that differs from its twin in its moment alone. */
export function twinOf(said: Statement, moment: number): Statement {
  return said.dated === undefined
    ? said
    : { ...said, predicate: { ...said.predicate, [said.dated]: formatInstant(moment) } }
}

export function shuffled<T>(random: Random, values: readonly T[]): readonly T[] {
  return random.sample(values, values.length)
}

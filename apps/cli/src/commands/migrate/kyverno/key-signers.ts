import { publicKeyFromSpki } from '@pawl/core'
import type { Signer } from './attester-book.ts'
import { type Place, shown } from './place.ts'

/** Public keys that a policy only names, as PEM, by how it names them: `k8s://NAMESPACE/SECRET`, or the address of a key service. */
export type NamedKeys = ReadonlyMap<string, string>

const BLOCK = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]*)-----END PUBLIC KEY-----/g
const MAX_KEYS = 64

/** The keys that stand in a text, or that it names. Undefined in place of each that cannot be had, which the place then says. */
export function keySigners(text: string, place: Place, named: NamedKeys): readonly (Signer | undefined)[] {
  const given = named.get(text.trim()) ?? text
  const bodies = [...given.matchAll(BLOCK)].map(([, body]) => (body ?? '').replaceAll(/\s/g, ''))
  const rest = given.replaceAll(BLOCK, '').trim()
  if (bodies.length === 0 || bodies.length > MAX_KEYS || rest !== '') {
    place.note(
      'kyverno-key-elsewhere',
      bodies.length === 0 ? `${shown(text)} is no key in PEM` : 'not keys in PEM alone',
    )
    return [undefined]
  }
  return bodies.map((body, index) => signerOf(body, bodies.length === 1 ? place : place.below(index)))
}

function signerOf(body: string, place: Place): Signer | undefined {
  const key = publicKeyFromSpki(Buffer.from(body, 'base64'))
  if (key === undefined) return void place.note('kyverno-key-refused', 'a key of a kind or a size that is not accepted')
  place.note('kyverno-signer', `the ${key.kind} key ${key.id} is written to a file`)
  return { kind: 'key', id: key.id, pem: pemOf(key.spki) }
}

function pemOf(spki: Uint8Array): string {
  const lines =
    Buffer.from(spki)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`
}

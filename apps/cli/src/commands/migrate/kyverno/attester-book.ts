import type { WrittenTrust } from '@pawl/core'
import { globsIntersect } from '@pawl/document'
import type { ProposedFile } from '../../../output/write-beside.ts'
import { distinct, slug } from './slug.ts'

type WrittenAttester = WrittenTrust['spec']['attesters'][number]

/** A key, by its id and as PEM; or an identity under the public Sigstore. */
export type Signer =
  | { readonly kind: 'key'; readonly id: string; readonly pem: string }
  | { readonly kind: 'keyless'; readonly issuer: string; readonly identity: string }

export const PUBLIC_GOOD = 'public-good'

interface Growing {
  readonly name: string
  readonly signer: Signer
  readonly claims: Set<string>
  /** Where it was first named, for people. */
  readonly from: string
}

/** An attester for every signer. The same signer is one attester, wherever it is named: two would be counted twice. */
export class AttesterBook {
  readonly #attesters: Growing[] = []

  /** The name of the attester that has this signer, new or known; undefined where it would be two attesters at once. */
  enter(signer: Signer, wish: string, from: string): string | undefined {
    const known = this.#attesters.find((each) => isSame(each.signer, signer))
    if (known !== undefined) return known.name
    if (this.#overlaps(signer)) return undefined
    const name = distinct(slug(wish, 'signer', 58), (taken) => this.#attesters.some((each) => each.name === taken))
    this.#attesters.push({ name, signer, claims: new Set(), from })
    return name
  }

  grant(names: readonly string[], claim: string): void {
    for (const each of this.#attesters) if (names.includes(each.name)) each.claims.add(claim)
  }

  /** Whether it may sign with a key, so that nothing but the statement says when. */
  hasKey(name: string): boolean {
    return this.#attesters.some((each) => each.name === name && each.signer.kind === 'key')
  }

  /** Those that may say something, and where each was named first. */
  written(): readonly { readonly attester: WrittenAttester; readonly from: string }[] {
    return this.#attesters
      .filter(({ claims }) => claims.size > 0)
      .map((each) => ({ attester: writtenOf(each), from: each.from }))
  }

  /** The keys of those, as files. */
  files(): readonly ProposedFile[] {
    return this.#attesters.filter(({ claims }) => claims.size > 0).flatMap(keyFiles)
  }

  #overlaps(signer: Signer): boolean {
    return this.#attesters.some((each) => canBeOne(each.signer, signer))
  }
}

function isSame(one: Signer, other: Signer): boolean {
  if (one.kind === 'key') return other.kind === 'key' && one.id === other.id
  return other.kind === 'keyless' && one.issuer === other.issuer && one.identity === other.identity
}

function canBeOne(one: Signer, other: Signer): boolean {
  if (one.kind === 'key' || other.kind === 'key') return isSame(one, other)
  return one.issuer === other.issuer && globsIntersect(one.identity, other.identity)
}

function keyFiles({ name, signer }: Growing): readonly ProposedFile[] {
  return signer.kind === 'key' ? [{ name: `keys/${name}.pub`, text: signer.pem }] : []
}

function writtenOf(attester: Growing): WrittenAttester {
  const { name, signer, claims } = attester
  if (signer.kind === 'key')
    return { name, keys: keyFiles(attester).map((file) => ({ file: file.name })), claims: [...claims] }
  const { issuer, identity } = signer
  return { name, keyless: [{ root: PUBLIC_GOOD, issuer, identity }], claims: [...claims] }
}

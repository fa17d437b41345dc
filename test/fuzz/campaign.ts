import type * as Core from '@pawl/core'
import { canonicalJson } from '@pawl/document'
import type { Accepted } from './accepted-evidence.ts'
import { derPlace } from './der-place.ts'
import { type Place, placesOf } from './json-places.ts'

/** As much of the core as is under test: the real one, or a copy with a fault in it. */
export type CoreUnderTest = Pick<
  typeof Core,
  'discoverSigners' | 'Fault' | 'loadTrust' | 'pinSubject' | 'readJson' | 'verifyImage'
>

/** A mutant that was not denied although its JSON is another. */
export interface Survivor {
  readonly place: string
  readonly bit: number
  readonly claims: 'the same' | 'others'
}

export interface Tally {
  readonly kind: string
  readonly mutants: number
  readonly denied: number
  /** Another spelling of the same JSON value, and the same claim. */
  readonly sameValue: number
  readonly survivors: readonly Survivor[]
  /** Top-level members of which a bit was flipped. */
  readonly parts: ReadonlySet<string>
}

/** Flips each of `bits` by itself and looks at what becomes of the claim. */
export function flipEach(core: CoreUnderTest, accepted: Accepted, bits: Iterable<number>): Tally {
  const verify = verifierOf(core, accepted)
  const { kind, bytes } = accepted
  const places = placesOf(bytes)
  const claim = verify(bytes)
  if (claim === NO_CLAIM) throw new TypeError(`${kind} is not accepted before anything is flipped`)
  const value = jsonOf(core, bytes)
  const survivors: Survivor[] = []
  const parts = new Set<string>()
  const counts = { mutants: 0, denied: 0, sameValue: 0 }
  for (const bit of bits) {
    const mutant = flipped(bytes, bit)
    const at = Math.floor(bit / 8)
    parts.add(topLevel(places[at]))
    counts.mutants += 1
    const outcome = outcomeOf(verify(mutant), claim, jsonOf(core, mutant) === value)
    if (outcome === 'denied' || outcome === 'sameValue') counts[outcome] += 1
    else survivors.push({ place: placeOf(places, at, bytes), bit: bit % 8, claims: outcome })
  }
  return { kind, ...counts, survivors, parts }
}

const NO_CLAIM = '[]'

/** The same JSON value must yield the same claim: a denial of it is as much a fault as a claim of another. */
function outcomeOf(result: string, claim: string, isSameValue: boolean): 'denied' | 'sameValue' | Survivor['claims'] {
  if (isSameValue) return result === claim ? 'sameValue' : 'others'
  if (result === NO_CLAIM) return 'denied'
  return result === claim ? 'the same' : 'others'
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const mutant = Uint8Array.from(bytes)
  const at = Math.floor(bit / 8)
  mutant[at] = (mutant[at] ?? 0) ^ (1 << (bit % 8))
  return mutant
}

function topLevel(place: Place | undefined): string {
  return place?.path.replace(/[.[].*$/, '') ?? ''
}

function verifierOf(core: CoreUnderTest, { trust, files, ...asked }: Accepted): (bytes: Uint8Array) => string {
  const file = (name: string): Uint8Array => Buffer.from(files[name] ?? '')
  const trusted = core.loadTrust(trust, { file, publicGood: () => file('') })
  const subject = core.pinSubject(asked.subject, new Map())
  return (bytes) => {
    const { summary } = core.verifyImage([{ source: 'fuzz', bytes }], subject, trusted, {
      verifiedAt: asked.verifiedAt,
      validUntil: asked.verifiedAt + 300,
    })
    return canonicalJson(summary.claims.map((claim) => ({ ...claim, signer: { ...claim.signer } })))
  }
}

function jsonOf(core: CoreUnderTest, bytes: Uint8Array): string {
  // Members keep their order, and a verdict of the reader is no value of a flipped text.
  return JSON.stringify(core.readJson(bytes))
}

/** The path, the part if it is not the value, and inside of a timestamp the element, inside of a checkpoint the line. */
function placeOf(places: readonly Place[], at: number, bytes: Uint8Array): string {
  const place = places[at]
  if (place === undefined) return 'behind the end'
  const { path, part, offset } = place
  if (part !== 'value') return `${path} (${part})`
  const from = at - offset
  const text = Buffer.from(bytes.subarray(from, bytes.indexOf(0x22, from))).toString('latin1')
  if (path.endsWith('.checkpoint.envelope')) return `${path} @ line ${text.slice(0, offset).split('\\n').length}`
  if (!path.endsWith('.signedTimestamp')) return path
  // One character is six bits of one or two bytes; the first of them says where it is well enough.
  return `${path} @ ${derPlace(Buffer.from(text, 'base64'), Math.floor((offset * 6) / 8))}`
}

import { type Asks, compileKyverno, type Manifest } from '@pawl/kyverno'
import type { CompiledProfile } from '@pawl/policy'

/** So that nothing of a message is cut. */
const WHOLE = { names: 10_000, characters: 1_000_000 }

/** The policies for a profile that every namespace has. */
export function manifestsOf(profile: CompiledProfile, asks: Exclude<Asks, 'pin'>, url: string): readonly Manifest[] {
  const table = { profiles: new Map([[profile.name, profile]]), namespaces: [], unknown: profile }
  return compileKyverno(table, {
    judged: { asks, gateway: { url } },
    pins: false,
    excluded: [],
    timeout: 10,
    background: true,
    length: WHOLE,
  })
}

/** The pairs that a message tells of. */
export function unmetIn(message: string): readonly string[] {
  const parts = message.split('; ').flatMap((part) => {
    const [, index, names] = /#(-?\d+)(?: .*?)?: (.*)$/.exec(part) ?? []
    return index === undefined || names === undefined ? [] : names.split(', ').map((name) => `#${index} ${name}`)
  })
  return [...new Set(parts)].toSorted()
}

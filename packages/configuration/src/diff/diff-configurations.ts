import type { ConfigurationBundle } from '../bundle.ts'
import { compareNodes } from './compare-nodes.ts'
import { type Direction, whenMore } from './direction.ts'
import { factsOf, policyNames, requirementOf } from './facts.ts'

/** One thing that two configurations say differently. */
export interface ConfigurationChange {
  /** For example `policies`, `app`, `require`, `reviewed`. Names in it are the operator's: escape them. */
  readonly path: readonly string[]
  /** Canonical JSON. */
  readonly removed: readonly string[]
  readonly added: readonly string[]
  readonly direction: Direction
}

/** What changes, and where each change can lead. Order and formatting of what was written, and the revisions of its parts, are no change. */
export function diffConfigurations(
  before: ConfigurationBundle,
  after: ConfigurationBundle,
): readonly ConfigurationChange[] {
  const [old, now] = [factsOf(before), factsOf(after)]
  const common = policyNames(before).intersection(policyNames(after))
  const keys = [...new Set([...old.keys(), ...now.keys()])]
  return keys.flatMap((key) => {
    const { path = [], values: gone = NONE } = old.get(key) ?? {}
    const { path: here = path, values: come = NONE } = now.get(key) ?? {}
    const removed = [...gone.difference(come)]
    const added = [...come.difference(gone)]
    if (removed.length === 0 && added.length === 0) return []
    return [{ path: here, removed, added, direction: directionOf({ path: here, removed, added }, common) }]
  })
}

const NONE: ReadonlySet<string> = new Set()

function directionOf(change: Omit<ConfigurationChange, 'direction'>, common: ReadonlySet<string>): Direction {
  const { path, removed, added } = change
  const [part, name = ''] = path
  if (part === 'policies') return common.has(name) ? inPolicy(path.slice(2), change) : 'either'
  if (part === 'trust') return inTrust(path.slice(1), change)
  if (part === 'validUntil') return ordered(removed, added, 'opens')
  if (part === 'profiles' && path[2] === 'mode') return weaker(removed, added)
  return part === 'name' || part === 'revision' ? 'same' : 'either'
}

type Values = Pick<ConfigurationChange, 'removed' | 'added'>

/** A policy that comes or goes as a whole is `either`: it closes what another governs, and opens what none did. */
function inPolicy([member]: readonly string[], { removed, added }: Values): Direction {
  switch (member) {
    case 'mode':
      return weaker(removed, added)
    case 'require':
      return requirement(removed, added)
    case 'revoked':
      return whenMore('closes', added.length > 0, removed.length > 0)
    case 'exceptions':
      return whenMore('opens', added.length > 0, removed.length > 0)
    default:
      return 'either'
  }
}

function inTrust([kind, , member]: readonly string[], { removed, added }: Values): Direction {
  // A file that only comes or goes is told by what names it.
  if (kind === 'files' || kind === 'publicGood') return removed.length === added.length ? 'either' : 'same'
  if (kind === 'roots' && member === 'require') return ordered(removed, added, 'closes')
  if (kind !== 'attesters') return 'either'
  if (member === 'buildLevel') return ordered(removed, added, 'opens')
  return whenMore('opens', added.length > 0, removed.length > 0)
}

function requirement([before]: readonly string[], [after]: readonly string[]): Direction {
  const [old, now] = [before, after].map((text) => (text === undefined ? undefined : requirementOf(text)))
  if (old === undefined || now === undefined) return whenMore('closes', now !== undefined, old !== undefined)
  return compareNodes(old, now)
}

const MODES = ['"audit"', '"warn"', '"enforce"']

function weaker([before = '']: readonly string[], [after = '']: readonly string[]): Direction {
  const [old, now] = [MODES.indexOf(before), MODES.indexOf(after)]
  return old < 0 || now < 0 ? 'either' : whenMore('closes', now > old, now < old)
}

/** Of numbers, of which a greater one leads to `direction`; one that was not there is less than all. */
function ordered([before]: readonly string[], [after]: readonly string[], direction: Direction): Direction {
  const [old, now] = [before, after].map((text) => (text === undefined ? Number.NEGATIVE_INFINITY : Number(text)))
  return old === undefined || now === undefined ? 'either' : whenMore(direction, now > old, now < old)
}

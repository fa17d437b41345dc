import { CACHE } from './cached.ts'
import { HOSTILE_ITEMS } from './hostile-items.ts'
import { HOSTILE_TRANSPORT } from './hostile-transport.ts'
import { HOSTILE_VALUES } from './hostile-values.ts'
import { IMAGES } from './images.ts'
import { KINDS } from './kinds.ts'
import { OPERATIONS } from './operations.ts'
import { MODES, PROFILES } from './profiles.ts'
import type { Situation } from './situation.ts'
import { UPDATES } from './updates.ts'

/** Every table, by what it is about. */
export const TABLES: readonly (readonly [about: string, situations: readonly Situation[]])[] = [
  ['items', HOSTILE_ITEMS],
  ['values', HOSTILE_VALUES],
  ['the transport', HOSTILE_TRANSPORT],
  ["Gatekeeper's cache", CACHE],
  ['images', IMAGES],
  ['kinds', KINDS],
  ['updates', UPDATES],
  ['operations', OPERATIONS],
  ['profiles', PROFILES],
  ['modes', MODES],
]

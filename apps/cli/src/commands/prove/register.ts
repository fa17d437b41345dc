import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'

/** `pawl prove`: searches for evidence whose deletion turns deny into allow. */
export function registerProve(_root: Command, _world: World, _done: Done): void {
  // Filled in by the command itself.
}

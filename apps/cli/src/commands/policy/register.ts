import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'

/** `pawl policy ...`: tools for people who write policies. */
export function registerPolicy(root: Command, _world: World, _done: Done): void {
  root.command('policy').description('tools for people who write policies')
}

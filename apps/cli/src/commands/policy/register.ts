import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerPropose } from './propose/register.ts'

/** `pawl policy ...`: tools for people who write policies. */
export function registerPolicy(root: Command, world: World, done: Done): void {
  const policy = root.command('policy').description('tools for people who write policies')
  registerPropose(policy, world, done)
}

import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerUpdate } from './update/register.ts'

/** `pawl trust ...`: what a trust configuration is made of. */
export function registerTrust(root: Command, world: World, done: Done): void {
  const trust = root.command('trust').description('what a trust configuration is made of')
  registerUpdate(trust, world, done)
}

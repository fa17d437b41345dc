import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerKyverno } from './kyverno/register.ts'

/** `pawl migrate ...`: from policies of others to a first proposal. */
export function registerMigrate(root: Command, world: World, done: Done): void {
  const migrate = root.command('migrate').description('write a first proposal from the policies of another engine')
  registerKyverno(migrate, world, done)
}

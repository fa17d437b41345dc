import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerCompile } from './compile/register.ts'

/** `pawl gatekeeper ...`: for clusters with OPA Gatekeeper. */
export function registerGatekeeper(root: Command, world: World, done: Done): void {
  const gatekeeper = root.command('gatekeeper').description('for clusters with OPA Gatekeeper')
  registerCompile(gatekeeper, world, done)
}

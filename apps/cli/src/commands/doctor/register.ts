import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerGatekeeper } from './gatekeeper/register.ts'

/** `pawl doctor ...`: how an engine is installed, and what that leaves open. */
export function registerDoctor(root: Command, world: World, done: Done): void {
  const doctor = root.command('doctor').description('look for open doors in how an engine is installed')
  registerGatekeeper(doctor, world, done)
}

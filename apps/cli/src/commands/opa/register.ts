import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerBundle } from './bundle/register.ts'
import { registerVerify } from './verify/register.ts'

/** `pawl opa ...`: signed bundles for Open Policy Agent. */
export function registerOpa(root: Command, world: World, done: Done): void {
  const opa = root.command('opa').description('signed bundles for Open Policy Agent')
  registerBundle(opa, world, done)
  registerVerify(opa, world, done)
}

import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerDiff } from './diff/register.ts'
import { registerSign } from './sign/register.ts'
import { registerVerify } from './verify/register.ts'

/** `pawl config ...`: trust, policies and profiles as one signed bundle. */
export function registerConfig(root: Command, world: World, done: Done): void {
  const config = root.command('config').description('trust, policies and profiles as one signed bundle')
  registerSign(config, world, done)
  registerVerify(config, world, done)
  registerDiff(config, world, done)
}

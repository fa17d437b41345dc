import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerCompile } from './compile/register.ts'
import { registerDiff } from './diff/register.ts'
import { registerExplain } from './explain/register.ts'
import { registerLint } from './lint/register.ts'
import { registerPropose } from './propose/register.ts'
import { registerTest } from './test/register.ts'

/** `pawl policy ...`: tools for people who write policies. */
export function registerPolicy(root: Command, world: World, done: Done): void {
  const policy = root.command('policy').description('tools for people who write policies')
  registerCompile(policy, world, done)
  registerDiff(policy, world, done)
  registerExplain(policy, world, done)
  registerLint(policy, world, done)
  registerPropose(policy, world, done)
  registerTest(policy, world, done)
}

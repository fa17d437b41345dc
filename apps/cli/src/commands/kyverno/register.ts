import type { Command } from 'commander'
import type { Done, World } from '../../world.ts'
import { registerCompile } from './compile/register.ts'

/** `pawl kyverno ...`: for clusters with Kyverno. */
export function registerKyverno(root: Command, world: World, done: Done): void {
  const kyverno = root.command('kyverno').description('for clusters with Kyverno')
  registerCompile(kyverno, world, done)
}

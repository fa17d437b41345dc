import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export type StaticLayer = 'tsc' | 'biome' | 'oxlint'

/** Whether a compiler or linter is content with a file: tsc with the whole workspace, the others with the file alone. */
export function isGreen(layer: StaticLayer, file: string, root: string): boolean {
  const [workspace = ''] = /^(packages|apps)\/[^/]+/.exec(file) ?? []
  const argumentsOf: Readonly<Record<StaticLayer, readonly string[]>> = {
    tsc: ['-b', workspace],
    biome: ['lint', '--vcs-enabled=false', file],
    oxlint: ['--type-aware', file],
  }
  const run = spawnSync(join(root, 'node_modules', '.bin', layer), argumentsOf[layer], { cwd: root, encoding: 'utf8' })
  if (run.status === null) throw new Error(`${layer} did not run`, { cause: run.error })
  return run.status === 0
}

import process from 'node:process'
import { pathToFileURL } from 'node:url'
import type * as Sources from '@pawl/sources'
import { createRandom } from '../../generators/prng.ts'
import { tell } from '../watched.ts'
import type { CaseEnd } from './case-end.ts'
import { fileCampaign } from './file-cases.ts'
import { FILE_WORLDS } from './file-worlds.ts'
import { registryCampaign } from './registry-cases.ts'
import { REGISTRY_WORLDS } from './registry-worlds.ts'

/** What the process is to do: all kinds in turn, or one of them, each case from its own seed. */
export interface CampaignTask {
  readonly seed: number
  readonly from: number
  readonly cases: number
  /** After so many milliseconds no case begins. */
  readonly time: number
  readonly kinds: readonly string[]
  /** Whether it ends with its first finding. */
  readonly first: boolean
  /** index.ts of a copy of the sources with a fault in it; the real ones where it is empty. */
  readonly sources: string
}

// node --conditions=@pawl/source campaign-process.ts TASK: prints a Line for each case.
const task: CampaignTask = JSON.parse(process.argv[2] ?? '')
const sources: typeof Sources = await import(task.sources === '' ? '@pawl/sources' : pathToFileURL(task.sources).href)
const registry = await registryCampaign(sources)
const files = fileCampaign(sources)
const all = [...Object.keys(REGISTRY_WORLDS), ...Object.keys(FILE_WORLDS)]
const kinds = task.kinds.length === 0 ? all : task.kinds
const end = performance.now() + task.time
for (let index = task.from; index < task.from + task.cases && performance.now() < end; index += 1) {
  const kind = kinds[index % kinds.length] ?? ''
  const name = `case ${index} of seed ${task.seed}, ${kind}`
  tell({ begin: name })
  // Spread: neighbouring seeds of this generator begin alike.
  const random = createRandom(Math.imul(task.seed + index, 0x9e37_79b1))
  const done = await (kind in REGISTRY_WORLDS ? registry.run(random, kind) : files(random, kind))
  const findings = done.findings.map((each) => `${name} (${done.mutations.join(', ')}): ${each}`)
  tell<CaseEnd>({ end: { ...done, findings } })
  if (task.first && findings.length > 0) break
}
await registry.close()

import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { SEED, SIZE } from '../fuzz-size.ts'
import { runWatched, type Watched } from '../watched.ts'
import type { CampaignTask } from './campaign-process.ts'
import type { CaseEnd } from './case-end.ts'
import { DOCUMENT_MUTATIONS } from './document-mutations.ts'
import { SOURCE_FAULTS, withFaultySources } from './faulty-sources.ts'
import { FILE_WORLDS } from './file-worlds.ts'
import { REGISTRY_WORLDS } from './registry-worlds.ts'

const SCRIPT = fileURLToPath(new URL('campaign-process.ts', import.meta.url))
const KINDS = [...Object.keys(REGISTRY_WORLDS), ...Object.keys(FILE_WORLDS)]
const LONG = SIZE === 'long'
/** A process each, one after another: what they hold in memory is held to the same bound again and again. */
const CASES = LONG ? 5000 : 600
const TIME = LONG ? 30 * 60_000 : 120_000
const TIMEOUT = TIME + 600_000
/** Of a kind, or of a mutation, at least. */
const EACH = 5
/** Codes and faults that a campaign reaches as a rule; one that is missing shows a kind of lie that no longer gets so far. */
const REACHED = [
  'content-invalid',
  'over-budget',
  'redirect-refused',
  'response-refused',
  'address-blocked',
  'status-unexpected',
  'unauthorized',
  'image-ambiguous',
  'image-unavailable content-invalid',
  'image-unavailable unauthorized',
  'image-unavailable realm-refused',
  'source-unreadable',
] as const

function run(task: Partial<CampaignTask>): Promise<Watched<CaseEnd>> {
  const whole: CampaignTask = {
    seed: SEED,
    from: 0,
    cases: CASES,
    time: TIME,
    kinds: [],
    first: false,
    sources: '',
    ...task,
  }
  return runWatched({ script: SCRIPT, task: whole, perCase: task.first === true ? 6000 : 20_000, heap: 256 })
}

const findingsOf = ({ ends, lost }: Watched<CaseEnd>): readonly string[] => [
  ...ends.flatMap(({ findings }) => findings),
  ...(lost === undefined ? [] : [`${lost.name}: ${lost.why}`]),
]

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const each of values) counts.set(each, (counts.get(each) ?? 0) + 1)
  return new Map([...counts].sort(([, a], [, b]) => b - a))
}

const shown = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, count]) => `${name} ${count}`).join(', ')

describe('a source that is lied to in one place', () => {
  it('ends, within bounds, with nothing that honesty would not give', { timeout: TIMEOUT }, async () => {
    console.log(`sources: size ${SIZE}, seed ${SEED}, ${cpus().length} cores`)
    const end = Date.now() + TIME
    const ends: CaseEnd[] = []
    let from = 0
    do {
      const watched = await run({ from, time: end - Date.now() })
      expect(findingsOf(watched)).toEqual([])
      ends.push(...watched.ends)
      from += CASES
    } while (LONG && Date.now() < end)

    const kinds = countBy(ends.map(({ kind }) => kind))
    const withClaims = ends.filter(({ claims }) => claims > 0)
    const codes = countBy(ends.flatMap((each) => each.codes))
    const mutations = countBy(ends.flatMap((each) => each.mutations))
    console.log(
      `sources: ${ends.length} cases, ${withClaims.length} with a claim: ${shown(countBy(withClaims.map(({ kind }) => kind)))}`,
    )
    console.log(`sources, codes: ${shown(codes)}`)
    console.log(`sources, mutations: ${shown(mutations)}`)
    expect(KINDS.filter((each) => (kinds.get(each) ?? 0) < EACH)).toEqual([])
    expect(DOCUMENT_MUTATIONS.filter((each) => (mutations.get(each) ?? 0) < EACH)).toEqual([])
    expect(REACHED.filter((each) => !codes.has(each))).toEqual([])
    expect(withClaims.length).toBeGreaterThan(ends.length / 20)
    expect(withClaims.length).toBeLessThan(ends.length)
  })
})

describe('a fault seeded into a copy of the sources', () => {
  it.each(SOURCE_FAULTS.map((fault) => [fault.name, fault] as const))(
    'is found when %s',
    { timeout: 120_000 },
    async (_, fault) => {
      const { kinds, finds } = fault
      const findings = await withFaultySources(fault, async (sources) =>
        findingsOf(await run({ sources, kinds, cases: 200, first: true })),
      )
      console.log(`sources, seeded: ${fault.name}: ${findings.length} findings`)
      expect(findings.filter((each) => finds.test(each))).not.toEqual([])
    },
  )
})

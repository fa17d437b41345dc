import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { SEED, SIZE } from '../fuzz-size.ts'
import { runWatched, type Watched } from '../watched.ts'
import type { RequestEnd } from './answer-findings.ts'
import { GATEWAY_FAULTS, withFaultyGateway } from './faulty-gateway.ts'
import { KINDS } from './random-request.ts'
import type { RequestsTask } from './requests-process.ts'

const SCRIPT = fileURLToPath(new URL('requests-process.ts', import.meta.url))
const LONG = SIZE === 'long'
/** A process each. */
const CASES = LONG ? 20_000 : 1200
const TIME = LONG ? 30 * 60_000 : 0
/** What a campaign reaches; one that is missing shows a kind of request that no longer gets so far. */
const REACHED = [
  'yes',
  'no',
  'pinned',
  'error',
  'request-malformed',
  'limit-exceeded',
  'profile-unknown',
  'route-unknown',
]

function run(task: Partial<RequestsTask>): Promise<Watched<RequestEnd>> {
  const whole: RequestsTask = { seed: SEED, from: 0, cases: CASES, first: false, gateway: '', ...task }
  return runWatched({ script: SCRIPT, task: whole, perCase: 30_000, heap: 512 })
}

const findingsOf = ({ ends, lost }: Watched<RequestEnd>): readonly string[] => [
  ...ends.flatMap(({ findings }) => findings),
  ...(lost === undefined ? [] : [`${lost.name}: ${lost.why}`]),
]

describe('the gateway, asked by whoever', () => {
  it('answers in one shape, only what was asked, and yes for what is attested alone', {
    timeout: 3_600_000,
  }, async () => {
    const end = Date.now() + TIME
    const ends: RequestEnd[] = []
    let from = 0
    do {
      const watched = await run({ from })
      expect(findingsOf(watched)).toEqual([])
      ends.push(...watched.ends)
      from += CASES
    } while (Date.now() < end)
    const said = Map.groupBy(
      ends.flatMap((each) => each.said),
      (word) => word,
    )
    const counts = Object.fromEntries([...said].map(([word, all]) => [word, all.length]))
    console.log(`gatekeeper, requests: size ${SIZE}, seed ${SEED}, ${ends.length} cases: ${JSON.stringify(counts)}`)
    expect(REACHED.filter((word) => (counts[word] ?? 0) < 5)).toEqual([])
    for (const kind of Object.keys(KINDS)) {
      expect(ends.filter((each) => each.kind === kind).length).toBeGreaterThan(ends.length / 8)
    }
  })

  it.each(GATEWAY_FAULTS.map((fault) => [fault.name, fault] as const))(
    'is caught with a fault: %s',
    { timeout: 120_000 },
    async (_, fault) => {
      const findings = await withFaultyGateway(fault, async (gateway) =>
        findingsOf(await run({ gateway, cases: 400, first: true })),
      )
      console.log(`gatekeeper, requests, seeded: ${fault.name}: ${findings[0] ?? 'nothing'}`)
      expect(findings.filter((each) => fault.finds.test(each))).not.toEqual([])
    },
  )
})

import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { MINUTES, SEED, SIZE } from '../../differential/run-size.ts'
import { runWatched } from '../watched.ts'
import type { CoreEnd, CoreTask } from './core-process.ts'

const LONG = SIZE === 'long'
/** Of each kind in one process. */
const CASES = LONG ? 2000 : 400
/** Milliseconds, on a busy machine: the usual is one or two. */
const SLOW = 10_000
/** Codes that a campaign reaches; one that is missing shows that a kind of case no longer gets so far. */
const REACHED = [
  'accepted',
  'json-invalid',
  'bundle-malformed',
  'envelope-malformed',
  'signature-unverified',
  'certificate-malformed',
  'certificate-identity',
  'certificate-not-for-signing',
  'certificate-outside-validity',
  'sct-invalid',
  'log-entry-invalid',
  'log-entry-mismatch',
  'timestamp-invalid',
  'trusted-root-invalid',
  'statement-malformed',
  'subject-mismatch',
] as const

/** Without oracles, and so many more of the same cases as the differential campaign asks about. */
describe('the core, asked about mutants in a watched process', () => {
  it('ends each within its time, and reaches what it should', { timeout: 3_600_000 }, async () => {
    const end = Date.now() + (LONG ? MINUTES * 60_000 : 0)
    const codes = new Map<string, number>()
    const kinds = new Map<string, { asked: number; accepted: number; slowest: number }>()
    let seed = SEED
    do {
      const task: CoreTask = { seed, cases: CASES }
      const script = fileURLToPath(new URL('core-process.ts', import.meta.url))
      const { ends, lost } = await runWatched<CoreEnd>({ script, task, perCase: 20_000, heap: 512 })
      expect(lost).toBeUndefined()
      for (const { kind, code, took } of ends) {
        codes.set(code, (codes.get(code) ?? 0) + 1)
        const { asked, accepted, slowest } = kinds.get(kind) ?? { asked: 0, accepted: 0, slowest: 0 }
        const isAccepted = code === 'accepted'
        kinds.set(kind, { asked: asked + 1, accepted: accepted + Number(isAccepted), slowest: Math.max(slowest, took) })
      }
      seed += 1
    } while (Date.now() < end)
    const asked = [...kinds.values()].reduce((sum, each) => sum + each.asked, 0)
    console.log(`core: size ${SIZE}, seeds ${SEED} to ${seed - 1}, ${asked} cases`)
    console.log(`core, kinds: ${JSON.stringify(Object.fromEntries(kinds))}`)
    console.log(`core, codes: ${JSON.stringify(Object.fromEntries(codes))}`)
    expect(kinds.size).toBe(5)
    for (const each of kinds.values()) {
      expect(each.accepted / each.asked).toBeGreaterThan(0.05)
      expect(each.slowest).toBeLessThan(SLOW)
    }
    expect(REACHED.filter((each) => !codes.has(each))).toEqual([])
  })
})

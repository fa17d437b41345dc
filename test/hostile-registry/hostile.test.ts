import { registryDouble } from '@pawl/testkit'
import { afterAll, describe, expect, it } from 'vitest'
import { ATTACKS } from './attacks.ts'
import { makeStage, run, taskFor } from './stage.ts'
import type { Report } from './task.ts'

const MEMORY_BYTES = 256 * 1_048_576
/** What a busy machine may take beside the deadline, in milliseconds. */
const SLACK = 1500
const TIMEOUT = 8000

const seen: Report[] = []
const honest = await honestReport()

async function honestReport(): Promise<Report> {
  const stage = makeStage()
  const registry = await registryDouble(stage.content)
  const report = await run(taskFor(stage, registry.host))
  await registry.close()
  return report
}

describe('an honest registry', () => {
  it('gives three claims, all of them and nothing else', () => {
    expect(honest).toMatchObject({ status: 'complete', codes: [], notes: 0, found: 3, fault: null })
    expect(honest.claims).toHaveLength(3)
  })

  it('gives the same through its fallback tag, with and without the API of OCI 1.1', async () => {
    for (const referrersApi of [true, false]) {
      const stage = makeStage({ referrersTag: true })
      stage.content.referrersApi = referrersApi
      const registry = await registryDouble(stage.content)
      expect(await run(taskFor(stage, registry.host))).toMatchObject({ status: 'complete', found: 3 })
      await registry.close()
    }
  })
})

describe('a hostile registry', () => {
  it.each(ATTACKS.map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
    const stage = makeStage()
    const registry = await registryDouble(stage.content)
    // What the same image gives without the attack is what there may be at most.
    const most = await run(taskFor(stage, registry.host, { timeout: TIMEOUT }))
    registry.behave(attack.behave(stage))
    const timeout = attack.timeout ?? TIMEOUT
    const report = await run(taskFor(stage, registry.host, { timeout }))
    await registry.close()
    seen.push(report)

    expect(most.claims).toHaveLength(3)
    expect(most.claims).toEqual(expect.arrayContaining([...report.claims]))
    expect(report.claims).toHaveLength(attack.claims)
    expect(report.milliseconds).toBeLessThan(timeout + SLACK)
    expect(report.peakBytes).toBeLessThan(MEMORY_BYTES)
    expect(report.status).toBe(attack.status)
    if (attack.code !== undefined) expect(report.codes).toContain(attack.code)
    if (attack.status === 'complete') expect(report.codes).toEqual([])
    if (attack.fault === undefined) expect(report).toMatchObject({ digest: stage.image, fault: null })
    else expect(report.fault).toMatch(attack.fault)
  })
})

afterAll(() => {
  const peak = Math.max(...seen.map(({ peakBytes }) => peakBytes)) / 1_048_576
  console.info(`${seen.length} attacks, at most ${Math.round(peak)} MiB (limit 256) in a process of its own`)
})

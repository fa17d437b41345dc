import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { LONG, OPA, type Run, runTarget } from './run-target.ts'

const PAWL = 'packages/opa/rego'
const SOUND = ['examples/classic-failures/sound.rego', PAWL]
const cases = LONG ? 200_000 : 20_000

const IN_REGO: readonly (readonly [string, Run])[] = [
  ['release gate', { files: ['examples/rego/release-gate.rego', PAWL], yesAt: 'data.acme.release.allow' }],
  ['scanned', { files: SOUND, yesAt: 'data.classic.sound.scanned' }],
  ['tested', { files: SOUND, yesAt: 'data.classic.sound.tested' }],
  ['reviewed', { files: SOUND, yesAt: 'data.classic.sound.reviewed' }],
]
const OF_OURS: readonly (readonly [string, Run])[] = [
  ['demo', { policy: 'examples/demo/policy.yaml' }],
  ['sound', { policy: 'examples/classic-failures/sound.yaml' }],
]

async function expectNothing(name: string, run: Run): Promise<void> {
  const { found, yes, no, shapes, seconds, cases: asked } = await runTarget({ ...run, cases })
  expect(found).toEqual([])
  expect(asked).toBeGreaterThanOrEqual(cases)
  // A search that sees one answer only would find nothing in anything.
  expect(yes).toBeGreaterThan(cases / 20)
  expect(no).toBeGreaterThan(cases / 20)
  expect(shapes).toBeGreaterThan(cases / 10)
  process.stdout.write(`${name}: ${asked} cases, ${yes} allowed, ${shapes} shapes, ${seconds.toFixed(1)} s\n`)
}

describe('sound policies of ours', () => {
  it.each(OF_OURS)('finds nothing in "%s"', expectNothing)
})

// Loud: a run without opa names these as skipped.
const real = OPA === undefined ? describe.skip : describe

real('sound Rego, with the real opa', () => {
  it.each(IN_REGO)('finds nothing in "%s"', expectNothing)
})

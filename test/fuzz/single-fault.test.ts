import * as core from '@pawl/core'
import { describe, expect, it } from 'vitest'
import { ACCEPTED, type Accepted } from './accepted-evidence.ts'
import { flipEach, type Survivor, type Tally } from './campaign.ts'
import { chooseBits } from './choose-bits.ts'
import { EXCEPTIONS, type Exception } from './exceptions.ts'
import { withFaultyCore } from './faulty-core.ts'
import { SEED, SIZE } from './fuzz-size.ts'
import { SEEDED_FAULTS } from './seeded-faults.ts'

/** The long size flips every bit of nine to ten kilobytes and verifies each time. */
const TIMEOUT = SIZE === 'long' ? 1_800_000 : 120_000
const tallies: Tally[] = []
const met = new Map<Exception, number>()
console.log(`single fault: size ${SIZE}, seed ${SEED}`)

function exceptionOf(kind: string, { place, claims }: Survivor): Exception | undefined {
  // Another claim is never an exception, wherever it comes from.
  return claims === 'the same'
    ? EXCEPTIONS.find((each) => each.place === place && kind.startsWith(each.kinds))
    : undefined
}

function unexplained({ kind, survivors }: Tally): readonly Survivor[] {
  return survivors.filter((survivor) => exceptionOf(kind, survivor) === undefined)
}

function describeTally({ kind, mutants, denied, sameValue, survivors }: Tally): string {
  const excepted = new Map<string, number>()
  for (const { place } of survivors) excepted.set(place, (excepted.get(place) ?? 0) + 1)
  const places = [...excepted].map(([place, count]) => `${place}: ${count}`).join('; ')
  return `single fault ${kind}: ${mutants} mutants, ${denied} denied, ${sameValue} same value, excepted { ${places} }`
}

function acceptedOf(kind: string): Accepted {
  const accepted = ACCEPTED.find((each) => each.kind === kind)
  if (accepted === undefined) throw new TypeError(`no evidence of the kind ${kind}`)
  return accepted
}

describe('one flipped bit in accepted evidence', () => {
  it.each(ACCEPTED.map((accepted) => [accepted.kind, accepted] as const))(
    'denies, or changes nothing for a listed reason, when the evidence is %s',
    { timeout: TIMEOUT },
    (kind, accepted) => {
      const tally = flipEach(core, accepted, chooseBits(accepted, SIZE, SEED))
      tallies.push(tally)
      console.log(describeTally(tally))
      expect(unexplained(tally)).toEqual([])
      for (const survivor of tally.survivors) {
        const exception = exceptionOf(kind, survivor)
        if (exception !== undefined) met.set(exception, (met.get(exception) ?? 0) + 1)
      }
      const outside = tally.mutants - tally.survivors.length
      expect(tally.mutants).toBeGreaterThanOrEqual(2000)
      expect(tally.denied / outside).toBeGreaterThanOrEqual(0.98)
      expect(tally.denied / tally.mutants).toBeGreaterThanOrEqual(0.94)
      const members = Object.keys(JSON.parse(Buffer.from(accepted.bytes).toString('utf8')))
      expect([...tally.parts]).toEqual(expect.arrayContaining(members))
    },
  )

  it('denies at least 95 in 100 over all kinds, and meets white space and escapes', () => {
    const sum = (of: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0)
    const [mutants, denied, sameValue] = [
      sum((each) => each.mutants),
      sum((each) => each.denied),
      sum((each) => each.sameValue),
    ]
    console.log(
      `single fault, all kinds: ${mutants} mutants, ${denied} denied, ${sameValue} same value, ${mutants - denied - sameValue} excepted`,
    )
    expect(tallies.length).toBe(ACCEPTED.length)
    expect(denied / mutants).toBeGreaterThanOrEqual(0.95)
    expect(sameValue).toBeGreaterThan(0)
  })

  it.runIf(SIZE === 'long')('meets every exception of the table when every bit is flipped', () => {
    expect(EXCEPTIONS.filter((exception) => !met.has(exception))).toEqual([])
  })

  it('gives a reason for every exception, once', () => {
    expect(new Set(EXCEPTIONS.map(({ place, kinds }) => `${place} ${kinds}`)).size).toBe(EXCEPTIONS.length)
    expect(
      EXCEPTIONS.filter(({ reason, kinds }) => reason === '' || !ACCEPTED.some(({ kind }) => kind.startsWith(kinds))),
    ).toEqual([])
  })
})

describe('one flipped bit in accepted evidence, when the core has a fault', () => {
  it.each(SEEDED_FAULTS.map((fault) => [fault.name, fault] as const))(
    'reports survivors when %s',
    { timeout: TIMEOUT },
    async (_, fault) => {
      const accepted = acceptedOf(fault.kind)
      const bits = chooseBits(accepted, 'short', SEED)
      const survivors = await withFaultyCore(fault, (faulty) => unexplained(flipEach(faulty, accepted, bits)))
      console.log(
        `single fault, seeded: ${fault.name}: ${survivors.length} survivors, ${survivors.filter(({ claims }) => claims === 'others').length} with another claim`,
      )
      expect(survivors.length).toBeGreaterThan(10)
    },
  )
})

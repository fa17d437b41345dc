import * as core from '@pawl/core'
import { describe, expect, it } from 'vitest'
import { CORPUS } from '../corpus/corpus-files.ts'
import { SIGSTORE_GO, SIGSTORE_GO_MISSING } from '../oracles/ask-sigstore-go.ts'
import { ATTACHMENT_PARTS, attachmentCases } from './attachment-cases.ts'
import { type Answered, askAll, differencesIn } from './compare.ts'
import { corpusCases } from './corpus-cases.ts'
import { forgedCases } from './forged-cases.ts'
import { keyCases } from './key-cases.ts'
import { KNOWN_DIFFERENCES, type KnownDifference, knownDifference } from './known-differences.ts'
import { type MutatedCase, mutatedCases } from './mutated-cases.ts'
import { MUTATIONS } from './mutations.ts'
import { rootCases } from './root-cases.ts'
import { MINUTES, SEED, SIZE } from './run-size.ts'
import type { Case } from './scene.ts'
import { SIGNED_KINDS, signedCases } from './signed-cases.ts'
import { CERTIFICATE_CHANGES } from './signed-mutations.ts'
import { statementCases } from './statement-cases.ts'
import { STRICTNESS, type Strictness, strictnessOf } from './strictness.ts'

const MUTANTS = 2000
/** Each of so many statements; together what memory holds easily. */
const STATEMENTS = 1500
const STATEMENT_RUNS = SIZE === 'long' ? 20 : 1
const TIMEOUT = 3_600_000
const metDifferences = new Set<KnownDifference>()
const metStrictness = new Set<Strictness>()

/** What nobody has explained, in words; and what was met, remembered. */
function unexplained(answered: readonly Answered[]): readonly string[] {
  const differences = differencesIn(answered).flatMap((difference) => {
    const known = knownDifference(difference)
    if (known !== undefined) metDifferences.add(known)
    const { asked, go } = difference.answered
    return known === undefined ? [`${difference.of} refuses ${asked.name}: ${go.verdict} ${go.error}`] : []
  })
  const refusals = answered.flatMap((each) => {
    const strictness = strictnessOf(each)
    if (strictness === null) return [`refused for no known reason: ${each.asked.name}: ${JSON.stringify(each.ours)}`]
    if (strictness !== undefined) metStrictness.add(strictness)
    return []
  })
  return [...differences, ...refusals]
}

/** Each with what part of it is refused at least. */
function moreKinds(seed: number): readonly { name: string; cases: readonly MutatedCase[]; least: number }[] {
  const [signed, attachments, roots] = SIZE === 'long' ? [1000, 500, 300] : [300, 120, 80]
  return [
    { name: 'signed', cases: signedCases(signed, seed), least: 3 },
    { name: 'attachments', cases: attachmentCases(attachments, seed), least: 5 },
    { name: 'roots', cases: rootCases(roots, seed), least: 3 },
  ]
}

/** How many were asked about. What was made is counted in `made`, by its kind. */
function judgeMore(seed: number, made: Map<string, number>): number {
  let asked = 0
  for (const { name, cases, least } of moreKinds(seed)) {
    for (const each of cases.flatMap(({ mutations }) => mutations)) {
      const what = `${name}, ${each.replace(/ \(.*/, '')}`
      made.set(what, (made.get(what) ?? 0) + 1)
    }
    const counts = judge(`${name} of seed ${seed}`, cases)
    expect(counts.ours).toBeGreaterThan(counts.asked / 20)
    expect(counts.asked - counts.ours).toBeGreaterThan(counts.asked / least)
    asked += counts.asked
  }
  return asked
}

function neverMade(made: readonly string[]): readonly string[] {
  const expected = [
    ...Object.keys(CERTIFICATE_CHANGES).map((change) => `signed, certificate: ${change}`),
    ...Object.keys(SIGNED_KINDS).map((kind) => `signed, ${kind}: `),
    ...ATTACHMENT_PARTS.map((part) => `attachments, ${part}: `),
    'roots, ',
  ]
  return expected.filter((each) => !made.some((what) => what.startsWith(each)))
}

interface Counts {
  readonly asked: number
  readonly ours: number
  readonly js: number
  readonly go: number
  readonly differences: number
  readonly stricter: number
}

function count(answered: readonly Answered[]): Counts {
  const of = (test: (each: Answered) => boolean): number => answered.filter(test).length
  return {
    asked: answered.length,
    ours: of(({ ours }) => ours.level !== 'refused'),
    js: of(({ js }) => js),
    go: of(({ go }) => go.verdict === 'accept'),
    differences: differencesIn(answered).length,
    stricter: of((each) => strictnessOf(each) !== undefined),
  }
}

function judge(name: string, cases: readonly Case[]): Counts {
  const answered = askAll(core, cases)
  const counts = count(answered)
  console.log(
    `differential, ${name}: ${counts.asked} cases; accepted by Pawl ${counts.ours}, @sigstore/verify ${counts.js}, sigstore-go ${counts.go}; ` +
      `known differences ${counts.differences}, stricter in ${counts.stricter}`,
  )
  expect(unexplained(answered)).toEqual([])
  return counts
}

if (SIGSTORE_GO === undefined) {
  describe('what Pawl accepts', () => {
    it('is not compared when PAWL_SIGSTORE_GO is not set', (context) => {
      console.log(`differential: ${SIGSTORE_GO_MISSING}`)
      context.skip('PAWL_SIGSTORE_GO names no binary')
    })
  })
} else {
  describe('what Pawl accepts, both oracles accept, but for the table of differences', { timeout: TIMEOUT }, () => {
    console.log(`differential: size ${SIZE}, seed ${SEED}`)

    it('in the corpus', (context) => {
      if (CORPUS === undefined) {
        console.log('differential, corpus: SKIPPED: PAWL_CORPUS names no folder')
        context.skip('PAWL_CORPUS names no folder')
      }
      const { asked, ours } = judge('corpus', corpusCases())
      expect(asked).toBeGreaterThan(130)
      expect(ours).toBeGreaterThan(40)
    })

    it('in forged bundles of every kind', () => {
      const { asked, ours, js, go } = judge('forged', forgedCases())
      expect(asked).toBeGreaterThan(600)
      // The good ones are good to everybody, and the forged ones not: nobody is asleep.
      expect(Math.min(ours, js, go)).toBeGreaterThanOrEqual(24)
      expect(Math.max(js, go)).toBeLessThan(asked / 2)
    })

    it('in signatures by every kind of key', () => {
      const { ours, js, go } = judge('keys', keyCases())
      expect(Math.min(ours, js, go)).toBeGreaterThan(10)
    })

    it('in broken statements behind a good signature', () => {
      for (let run = 0; run < STATEMENT_RUNS; run += 1) {
        const { asked, js, go } = judge(`statements of seed ${SEED + run}`, statementCases(STATEMENTS, SEED + run))
        expect(js).toBe(asked)
        expect(go).toBeGreaterThan(asked / 5)
      }
    })

    it('in mutants of what it accepts, and where a trusted party signed nonsense', () => {
      const end = Date.now() + (SIZE === 'long' ? MINUTES * 60_000 : 0)
      let seed = SEED
      let asked = 0
      const done = new Set<string>()
      const more = new Map<string, number>()
      do {
        asked += judgeMore(seed, more)
        const cases = mutatedCases(MUTANTS, seed)
        for (const { mutations } of cases) for (const name of mutations) done.add(name.replace(/ \(.*/, ''))
        const counts = judge(`mutants of seed ${seed}`, cases)
        expect(counts.ours).toBeGreaterThan(MUTANTS / 20)
        expect(counts.asked - counts.ours).toBeGreaterThan(MUTANTS / 2)
        asked += counts.asked
        seed += 1
      } while (Date.now() < end)
      console.log(`differential, mutants: ${asked} in all; ${[...more].map((each) => each.join(' ')).join(', ')}`)
      expect(neverMade([...more.keys()])).toEqual([])
      expect([...done].sort()).toEqual(Object.keys(MUTATIONS).sort())
    })

    it('meets every row of both tables', (context) => {
      if (CORPUS === undefined) context.skip('PAWL_CORPUS names no folder')
      const missed = KNOWN_DIFFERENCES.filter(
        (row) => !metDifferences.has(row) && (SIZE === 'long' || row.rare !== true),
      )
      expect(missed.map(({ name }) => name)).toEqual([])
      const unmet = STRICTNESS.filter((row) => !metStrictness.has(row))
      if (SIZE === 'long') expect(unmet.filter(({ rare }) => rare !== true)).toEqual([])
      console.log(`differential: classes of strictness not met: ${unmet.map(({ code }) => code).join(', ') || 'none'}`)
    })
  })
}

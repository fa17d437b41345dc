import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FLAWS, type Flaw, search } from '@pawl/policy/prove'
import { describe, expect, it } from 'vitest'
import { openTarget } from '../../../apps/cli/src/commands/prove/open-target.ts'
import { seed } from '../../cross-engine/changed-copy.ts'
import { OPA } from '../run-target.ts'
import { LIBRARY_MUTANTS } from './library.ts'
import type { RegoMutant } from './mutant.ts'
import { GATE_MUTANTS } from './release-gate.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const FILES = ['packages/opa/rego', 'examples/rego/release-gate.rego', 'examples/classic-failures/sound.rego'] as const
const SEED = Number(process.env['PAWL_SEED'] ?? 1)
const CASES = process.env['PAWL_SIZE'] === 'long' ? 200_000 : 20_000
const NOW = 1_767_312_000
const TIME = 600_000

const MUTANTS = [...GATE_MUTANTS, ...LIBRARY_MUTANTS]

/** What the search finds in a copy of the policies, changed or as they are. */
async function findsIn(asks: string, mutant: RegoMutant | undefined): Promise<readonly Flaw[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-prove-mutant-'))
  try {
    for (const file of FILES) cpSync(join(ROOT, file), join(folder, file), { recursive: true })
    if (mutant !== undefined) seed(folder, mutant)
    const asked = FILES.filter((file) => !file.startsWith('examples') || asks.startsWith(packageOf(file)))
    const target = openTarget({
      files: asked.map((file) => join(folder, file)),
      policy: undefined,
      url: undefined,
      yesAt: asks,
      violationsAt: undefined,
      opa: OPA,
      ...{ kyverno: 'kyverno', environment: {}, namespace: 'default' },
      readAt: NOW,
    })
    const options = { seed: SEED, cases: CASES, now: NOW, constants: target.constants, documents: [] }
    const { found, yes } = await search(target.ask, options)
    expect(yes).toBeGreaterThan(0)
    return found.map(({ kind }) => kind)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function packageOf(file: string): string {
  return file.includes('release-gate') ? 'data.acme.release.' : 'data.classic.sound.'
}

/** Which of a mutant's flaws the search did not find. */
function missed({ finds }: RegoMutant, found: readonly Flaw[]): readonly Flaw[] {
  return finds.filter((kind) => !found.includes(kind))
}

describe('the mutants', () => {
  it('are at least twelve, and hold every kind of flaw', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(12)
    expect(new Set(MUTANTS.flatMap(({ finds }) => finds))).toEqual(new Set(FLAWS))
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length)
  })
})

const real = OPA === undefined ? describe.skip : describe
if (OPA === undefined) console.log('prove mutants: SKIPPED, the real opa: run .ci/opa/install.mjs and set PAWL_OPA')

real('the search', () => {
  it.each(['data.acme.release.allow', 'data.classic.sound.scanned'])(
    'finds nothing in what the mutants were made of: %s',
    { timeout: TIME },
    async (asks) => {
      expect(await findsIn(asks, undefined)).toEqual([])
    },
  )

  it.each(MUTANTS)('finds the flaw: $name', { timeout: TIME }, async (mutant) => {
    const found = await findsIn(mutant.asks, mutant)
    console.log(`prove, seed ${SEED}: ${mutant.name}: ${found.join(', ')}`)
    expect(missed(mutant, found)).toEqual([])
  })
})

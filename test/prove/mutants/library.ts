import type { RegoMutant } from './mutant.ts'

const gate = { asks: 'data.acme.release.allow' } as const
const input = { ...gate, file: 'packages/opa/rego/pawl/input.rego' } as const
const claims = { file: 'packages/opa/rego/pawl/claims.rego' } as const
const scanned = { asks: 'data.classic.sound.scanned', file: 'examples/classic-failures/sound.rego' } as const
const CRITICAL = 'claims.at_most(scan, "critical", 0)'

/** Flaws of the sound rewrites, and of the library that they and the release gate stand on. */
export const LIBRARY_MUTANTS: readonly RegoMutant[] = [
  {
    ...scanned,
    name: 'a count that is null',
    find: CRITICAL,
    replace: 'scan.summary.critical <= 0',
    finds: ['mistyped'],
  },
  {
    ...scanned,
    name: 'a count that is not there is nought',
    find: CRITICAL,
    replace: 'object.get(scan.summary, "critical", 0) == 0',
    finds: ['missing'],
  },
  // The absent count is no way in here: OPA looks the reference up outside of the `not`. Null is.
  {
    ...scanned,
    name: 'not more than nought',
    find: CRITICAL,
    replace: 'not scan.summary.critical > 0',
    finds: ['mistyped'],
  },
  {
    ...scanned,
    name: 'no scan has findings',
    find: CRITICAL,
    replace: `${CRITICAL}\n\t\tcount([bad | some bad in claims.by(image, "vulnerability-scan", ["scanner"]); bad.summary.critical > 0]) == 0`,
    finds: ['deletion'],
  },
  {
    ...claims,
    asks: 'data.classic.sound.scanned',
    name: 'at_most without a guard',
    find: '\twellformed.is_integer(claim.summary[field])\n\tclaim.summary[field] <= value',
    replace: '\tclaim.summary[field] <= value',
    finds: ['mistyped'],
  },
  {
    ...input,
    name: 'the end of a claim may be a word',
    find: '\tis_time(object.get(candidate, "expiresAt", image.validUntil))\n',
    replace: '',
    finds: ['malformed'],
  },
]

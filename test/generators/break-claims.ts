import { breakSummary, changeLists, moveTimes } from './break-summary.ts'
import type { Json, JsonObject } from './json-tree.ts'
import { isObject, oddity, setMember } from './json-tree.ts'
import type { Random } from './prng.ts'
import { ATTESTERS, NOW, TYPES } from './vocabulary.ts'

type Change = (random: Random, claim: JsonObject, entry: JsonObject) => void

/** Changes some claims of an entry: one, all of one type, or all. */
export function breakClaims(random: Random, entry: JsonObject): void {
  const claims = entry['claims']
  if (!Array.isArray(claims) || !claims.some(isObject)) return
  const chosen = random.pick(claims.filter(isObject))
  const scope = random.int(4)
  const touched = claims.filter(
    (claim) => isObject(claim) && (scope > 1 || claim === chosen || (scope === 1 && claim['type'] === chosen['type'])),
  )
  if (random.chance(0.25)) {
    entry['claims'] = rearranged(random, claims, touched)
    return
  }
  const change = random.pick(CHANGES)
  for (const claim of touched) if (isObject(claim)) change(random, claim, entry)
}

/** Gone, doubled, replaced by what is no claim, or with noise beside them. */
function rearranged(random: Random, claims: readonly Json[], touched: readonly Json[]): Json[] {
  const others = claims.filter((claim) => !touched.includes(claim))
  switch (random.int(5)) {
    case 0:
    case 1:
      return [...others]
    case 2:
      return [...claims, ...structuredClone(touched)].slice(0, 64)
    case 3:
      return [...others, ...touched.map(() => oddity(random))]
    default:
      return [oddity(random), ...claims, oddity(random)]
  }
}

const drop =
  (member: string): Change =>
  (_, claim) => {
    delete claim[member]
  }

const CHANGES: readonly Change[] = [
  (random, claim) =>
    setMember(
      claim,
      random.pick(['type', 'attester', 'statementDigest', 'summary', 'moment', 'expiresAt']),
      oddity(random),
    ),
  (random, claim) =>
    drop(random.pick(['type', 'attester', 'statementDigest', 'summary', 'signer']))(random, claim, claim),
  drop('moment'),
  drop('moment'),
  drop('expiresAt'),
  (random, claim) =>
    setMember(
      claim,
      'type',
      random.pick([...TYPES, String(claim['type']).toUpperCase(), `${String(claim['type'])}\n`]),
    ),
  (random, claim) =>
    setMember(
      claim,
      'attester',
      random.pick([...ATTESTERS, String(claim['attester']).toUpperCase(), 'nobody', 'nobody']),
    ),
  (random, claim, entry) => setMember(claim, 'moment', timeOf(entry) + random.pick([300, 301, 301, 302, 1e6])),
  (random, claim, entry) => setMember(claim, 'moment', timeOf(entry) + random.pick([301, 301, 1e6])),
  (random, claim) =>
    setMember(claim, 'moment', random.pick([0, NOW - 1e9, NOW - 60, NOW - 61, NOW - 62, NOW - 86_401, NOW - 2e6])),
  (random, claim) => setMember(claim, 'moment', Number(claim['moment']) + random.pick([-1, 1])),
  (random, claim) => setMember(claim, 'expiresAt', NOW + random.pick([-1, 0, 0, 1, 2])),
  (random, claim) => setMember(claim, 'expiresAt', NOW + random.pick([-1, 0, 0, 1, -1e6])),
  (random, claim) => setMember(claim, 'expiresAt', NOW + random.pick([-1, 0])),
  (random, claim) => setMember(claim, random.pick(['moment', 'expiresAt']), null),
  (random, claim) =>
    setMember(claim, 'expiresAt', random.pick([String(NOW + 1e6), [], {}, 1e300, NOW + 1e6 + 0.5, true])),
  (random, claim) => setMember(claim, 'expiresAt', random.pick(['x', [NOW + 1e6], { a: 1 }, 253_402_300_800])),
  ...Array.from({ length: 9 }, () => moveTimes),
  ...Array.from({ length: 5 }, () => changeLists),
  ...Array.from({ length: 14 }, () => breakSummary),
]

function timeOf(entry: JsonObject): number {
  return Number(entry['verifiedAt'])
}

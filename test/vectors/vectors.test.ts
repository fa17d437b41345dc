import { isRejection, REJECTION_CODES, type Rejection, type VerifiedImage } from '@pawl/core'
import type { Claim } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { factsOf, filesIn, foldersIn, readText, verifyVector } from './vector-files.ts'

const REJECTED = foldersIn('rejected').flatMap((code) =>
  foldersIn(`rejected/${code}`).map((name) => [`${code}/${name}`, code] as const),
)
const ACCEPTED = foldersIn('accepted')

/** What the reader of the engine's document sees, and no more than a person wrote down. */
function said({ type, attester, moment, expiresAt, summary }: Claim): object {
  return {
    type,
    attester,
    summary,
    ...(moment === undefined ? {} : { moment }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}

function byMoment(a: { readonly moment?: number }, b: { readonly moment?: number }): number {
  return (a.moment ?? 0) - (b.moment ?? 0)
}

function claimsOf({ summary }: VerifiedImage): readonly object[] {
  return summary.claims.toSorted(byMoment).map(said)
}

function rejectionsOf({ findings }: VerifiedImage): readonly Rejection[] {
  return findings.flatMap(({ result }) => (isRejection(result) ? [result] : []))
}

describe('the folders of rejected vectors', () => {
  it('are the rejection codes, no more and no fewer', () => {
    expect(foldersIn('rejected')).toEqual([...REJECTION_CODES].sort())
  })

  it('hold a vector each', () => {
    const empty = foldersIn('rejected').filter((code) => foldersIn(`rejected/${code}`).length === 0)
    expect(empty).toEqual([])
  })
})

describe('a rejected vector', () => {
  it.each(REJECTED)('rejects %s: %s', (name, code) => {
    const path = `rejected/${name}`
    const { claims } = factsOf(path)
    const image = verifyVector(path)
    expect(rejectionsOf(image).map((rejection) => rejection.code)).toEqual([code])
    expect(claimsOf(image)).toEqual([...claims].sort(byMoment))
  })

  it.each(REJECTED)('names an accepted sibling when it is %s', (name) => {
    expect(ACCEPTED).toContain(factsOf(`rejected/${name}`).sibling)
  })

  it('yields a claim only when the code is about how many there are', () => {
    const withClaims = REJECTED.filter(([name]) => factsOf(`rejected/${name}`).claims.length > 0)
    expect(withClaims.map(([, code]) => code)).toEqual(['over-limit'])
  })
})

describe('an accepted vector', () => {
  it.each(ACCEPTED)('allows %s and says what was written down', (name) => {
    const path = `accepted/${name}`
    const { claims } = factsOf(path)
    expect(claims.length).toBeGreaterThanOrEqual(1)
    const image = verifyVector(path)
    expect(rejectionsOf(image)).toEqual([])
    expect(claimsOf(image)).toEqual([...claims].sort(byMoment))
    for (const { type } of claims) expect(name.startsWith(`${type}-`)).toBe(true)
  })
})

describe('every vector', () => {
  const all = [...REJECTED.map(([name]) => `rejected/${name}`), ...ACCEPTED.map((name) => `accepted/${name}`)]

  it.each(all)('keeps what it needs and no private key when it is %s', (path) => {
    const files = filesIn(path)
    expect(files).toEqual(expect.arrayContaining(['README.md', 'case.json', 'trust.json']))
    const known =
      /^(README\.md|case\.json|trust\.json|trusted_root\.json|refreshed-root\.json|[a-z-]+\.pub|evidence(-[0-9]+)?\.json)$/
    expect(files.filter((name) => !known.test(name))).toEqual([])
    expect(files.filter((name) => readText(`${path}/${name}`).includes('PRIVATE KEY'))).toEqual([])
  })

  it('prints what it counted', () => {
    console.log(
      `vectors: ${REJECTED.length} rejected in ${foldersIn('rejected').length} codes, ${ACCEPTED.length} accepted`,
    )
    expect(REJECTED.length + ACCEPTED.length).toBe(all.length)
  })
})

import { describe, expect, it } from 'vitest'
import { assertionsOf, MINTS, OTHER_ASSERTIONS } from './mints.ts'
import { productionFiles } from './source-tree.ts'

describe('mints', () => {
  it('are the only type assertions in production code, each of them once', () => {
    const listed = [...MINTS, ...OTHER_ASSERTIONS].map(({ path, type }) => ({ path, type }))
    expect(productionFiles().flatMap(assertionsOf).toSorted(order)).toEqual(listed.toSorted(order))
  })
})

function order(a: { readonly path: string; readonly type: string }, b: typeof a): number {
  return a.path + a.type < b.path + b.type ? -1 : 1
}

describe('the rule of mints', () => {
  it.each([
    ['const a = b as Subject', 'Subject'],
    ['const a = b as unknown as VerifiedStatement', 'unknown as VerifiedStatement'],
    ['const a = (b as any) as SignedPayload', 'any as SignedPayload'],
    ['const a = <Subject>b', 'Subject'],
    ['const a = b!', '!'],
  ])('finds the assertion in %s', (text, type) => {
    const path = 'packages/core/src/a.ts'
    expect(assertionsOf({ path, text })).toEqual([{ path, type }])
  })

  it('finds nothing in `as const`, in comments and in renamed imports', () => {
    const text = "// b as Subject\nimport { a as b } from './c.ts'\nconst d = ['x'] as const\nexport { b as e }"
    expect(assertionsOf({ path: 'packages/core/src/a.ts', text })).toEqual([])
  })
})

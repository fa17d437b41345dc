import { describe, expect, it } from 'vitest'
import { exportedNames, publicApi } from './public-api.ts'
import { sourcesMatching } from './source-tree.ts'

/** Every file that a package.json opens to others. */
const DOORS = sourcesMatching(
  /^packages\/[^/]+\/src\/index\.ts$|^packages\/document\/src\/schema\.ts$|^packages\/policy\/src\/(prove\/prove|lint\/lint)\.ts$/,
)

describe('public API', () => {
  it('is the committed list: a change of it shows up in review', async () => {
    await expect(publicApi(DOORS)).toMatchFileSnapshot('public-api.txt')
  })
})

describe('the rule of the public API', () => {
  it('sees every kind of export', () => {
    const text = `export { a, type B, c as d } from './a.ts'
      export type { E } from './e.ts'
      export const f = 1
      export function g(): void {}
      export interface H {}
      export type I = H
      const hidden = 1`
    const names = ['a', 'type B', 'd', 'type E', 'f', 'g', 'type H', 'type I']
    expect(exportedNames({ path: 'a.ts', text })).toEqual(names.toSorted())
  })
})

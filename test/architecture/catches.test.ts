import { describe, expect, it } from 'vitest'
import { CATCHES, catchesIn } from './catches.ts'
import { productionFiles } from './source-tree.ts'

describe('catches', () => {
  it('are in the listed files, so many in each, and nowhere else', () => {
    const found = productionFiles()
      .map((file) => [file.path, catchesIn(file)] as const)
      .filter(([, count]) => count > 0)
    expect(new Map(found)).toEqual(new Map(CATCHES.map(({ path, count }) => [path, count])))
  })
})

describe('the rule of catches', () => {
  it.each([
    ['try { f() } catch {}', 1],
    ['try { f() } catch (error) { throw error }', 1],
    ['f().catch(() => undefined)', 1],
    ['f().then(g, h)', 1],
    ['try { f() } finally { g() }', 0],
    ['f().then(g) // catch', 0],
  ])('counts the catches in %s', (text, count) => {
    expect(catchesIn({ path: 'packages/core/src/a.ts', text })).toBe(count)
  })
})

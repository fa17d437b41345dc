import { describe, expect, it } from 'vitest'
import { DATE_FILE, PURE, pureProblems } from './pure.ts'
import { productionFiles, readSource } from './source-tree.ts'
import { workspaces } from './workspaces.ts'

describe('pure packages', () => {
  it('reach no clock, disk, network or environment', () => {
    expect(productionFiles().flatMap(pureProblems)).toEqual([])
  })

  it('have no types of a platform, except core, which hashes', () => {
    const types = workspaces().filter(({ folder }) => PURE.has(folder.replace('packages/', '')))
    expect(types.map(({ name, types: of }) => [name, of])).toEqual([
      ['@pawl/configuration', []],
      ['@pawl/core', ['node']],
      ['@pawl/document', []],
      ['@pawl/policy', []],
    ])
  })

  it('have one file that names Date, which still does', () => {
    expect(readSource(DATE_FILE).text).toContain('Date.UTC(')
  })
})

describe('the rule of pure packages', () => {
  it.each([
    ["import { readFileSync } from 'node:fs'", 'packages/core/src/a.ts'],
    ["import fs from 'fs/promises'", 'packages/core/src/a.ts'],
    ["import { hash } from 'node:crypto'", 'packages/policy/src/a.ts'],
    ["import { randomBytes } from 'node:crypto'", 'packages/core/src/a.ts'],
    ["import * as crypto from 'node:crypto'", 'packages/core/src/a.ts'],
    ['const now = Date.now()', 'packages/core/src/a.ts'],
    ['const now = new Date()', DATE_FILE],
    ['const now = new Date', DATE_FILE],
    ['const d = Date; const now = new d()', DATE_FILE],
    ['const then = new Date(5)', 'packages/policy/src/a.ts'],
    ['const x = Math.random()', 'packages/core/src/a.ts'],
    ["const x = process.env['HOME']", 'packages/core/src/a.ts'],
    ['await fetch(url)', 'packages/policy/src/a.ts'],
    ['setTimeout(f, 1)', 'packages/policy/src/a.ts'],
    ['console.log(1)', 'packages/document/src/a.ts'],
    ["globalThis['fetch']", 'packages/document/src/a.ts'],
    ['performance.now()', 'packages/document/src/a.ts'],
    ["const fs = await import('./fs.ts')", 'packages/document/src/a.ts'],
  ])('finds a violation in %s', (text, path) => {
    expect(pureProblems({ path, text }).join()).toContain(path)
  })

  it('finds nothing in comments, strings and impure packages', () => {
    const text = "// Date.now()\nconst words = 'console fetch process'"
    expect(pureProblems({ path: 'packages/core/src/a.ts', text })).toEqual([])
    expect(pureProblems({ path: 'packages/sources/src/a.ts', text: 'fetch(Date.now())' })).toEqual([])
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readBounded } from './read-bounded.ts'

it('reads a file, refuses a folder and what is not there: source-unreadable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-bounded-'))
  const file = join(folder, 'a')
  writeFileSync(file, 'abc')
  expect(Buffer.from(readBounded(file, 3)).toString()).toBe('abc')
  expect(readBounded(file, 1)).toHaveLength(2)
  for (const path of [folder, join(folder, 'b')]) {
    expect(() => readBounded(path, 3)).toThrow(expect.objectContaining({ code: 'source-unreadable', at: path }))
  }
  rmSync(folder, { recursive: true })
})

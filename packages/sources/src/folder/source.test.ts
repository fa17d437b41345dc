import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pinSubject } from '@pawl/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SOURCE_LIMITS } from '../evidence-source.ts'
import { openSource } from '../source-list.ts'
import { folderSource } from './source.ts'

const SUBJECT = pinSubject(`sha256:${'a'.repeat(64)}`, new Map())
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(name: string, content = name): void {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
async function names(limits = SOURCE_LIMITS): Promise<readonly string[]> {
  const answer = await folderSource(folder).envelopesOf(SUBJECT, limits)
  return [
    ...answer.evidence.map(({ source }) => source.slice(folder.length + 1)),
    ...(answer.complete ? [] : ['incomplete']),
  ]
}

describe('folderSource', () => {
  it('gives the files whose ending may be evidence, those of folders below too, sorted', async () => {
    for (const name of ['b.json', 'a.sigstore', 'c/d.dsse', 'c/e/f.att', 'g.slsa', 'h.jsonl', 'i.sigstore.json'])
      put(name, '{}')
    for (const name of ['README.md', 'key.pem', 'json', 'x.json.txt', 'y.JSON']) put(name)
    expect(await names()).toStrictEqual([
      'a.sigstore',
      'b.json',
      'c/d.dsse',
      'c/e/f.att',
      'g.slsa',
      'h.jsonl:1',
      'i.sigstore.json',
    ])
  })

  it('skips hidden files and folders', async () => {
    for (const name of ['a.json', '.b.json', '.git/c.json', 'd/.e/f.json']) put(name)
    expect(await names()).toStrictEqual(['a.json'])
  })

  it('follows no link, to a file or a folder: none leads out of it', async () => {
    put('a.json')
    const outside = mkdtempSync(join(tmpdir(), 'pawl-outside-'))
    writeFileSync(join(outside, 'secret.json'), '{}')
    symlinkSync(join(outside, 'secret.json'), join(folder, 'link.json'))
    symlinkSync(outside, join(folder, 'linked'))
    symlinkSync(folder, join(folder, 'loop'))
    expect(await names()).toStrictEqual(['a.json'])
    rmSync(outside, { recursive: true })
  })

  it('notes that there is more when there are more files than are looked at', async () => {
    for (const name of ['a.json', 'b.json', 'c.json']) put(name)
    expect(await names({ ...SOURCE_LIMITS, visits: 3 })).toStrictEqual(['a.json', 'b.json', 'c.json'])
    expect(await names({ ...SOURCE_LIMITS, visits: 2 })).toStrictEqual(['a.json', 'b.json', 'incomplete'])
    expect(await names({ ...SOURCE_LIMITS, count: 2 })).toStrictEqual(['a.json', 'b.json', 'incomplete'])
    expect(await names({ ...SOURCE_LIMITS, totalBytes: 13 })).toStrictEqual(['a.json', 'b.json', 'incomplete'])
  })

  it('leaves out one file that is too large, and gives the others', async () => {
    put('a.json')
    put('b.json', 'x'.repeat(7))
    put('c.json')
    expect(await names({ ...SOURCE_LIMITS, bytes: 6 })).toStrictEqual(['a.json', 'c.json', 'incomplete'])
  })

  it('gives the files eight folders down', async () => {
    put(`${'d/'.repeat(8)}a.json`)
    expect(await names()).toStrictEqual([`${'d/'.repeat(8)}a.json`])
  })
  // `complete` is false when something was cut short. What lies nine folders down is left out without a word today.
  it('says that it is not complete when something lies nine folders down', async () => {
    put(`${'d/'.repeat(9)}a.json`)
    expect(await names()).toStrictEqual(['incomplete'])
  })

  it('throws where there is no such folder: source-unreadable', () => {
    expect(() => openSource(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'source-unreadable' }))
  })

  it('is opened for a folder, a file source for a file, an image layout where there is an oci-layout', () => {
    put('a.json')
    expect(openSource(folder).name).toBe(folder)
    expect(openSource(join(folder, 'a.json')).name).toBe(join(folder, 'a.json'))
  })
})

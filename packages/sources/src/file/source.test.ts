import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fault, pinSubject } from '@pawl/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SOURCE_LIMITS, type SourceLimits } from '../evidence-source.ts'
import { fileSource } from './source.ts'

const SUBJECT = pinSubject(`sha256:${'a'.repeat(64)}`, new Map())
const LIMITS: SourceLimits = { count: 3, bytes: 10, totalBytes: 20, visits: 10 }
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-file-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function read(name: string, content: string | Uint8Array, limits = LIMITS) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const answer = await fileSource(path).envelopesOf(SUBJECT, limits)
  return {
    texts: answer.evidence.map(({ bytes }) => Buffer.from(bytes).toString()),
    names: answer.evidence.map(({ source }) => source.slice(path.length)),
    complete: answer.complete,
    notes: answer.notes.map((note) => note.slice(path.length)),
  }
}

describe('fileSource', () => {
  it('gives the bytes of a file as they are', async () => {
    expect(await read('a.json', '{}\n')).toStrictEqual({ texts: ['{}\n'], names: [''], complete: true, notes: [] })
  })
  it('gives garbage too: it judges nothing', async () => {
    expect((await read('a.json', Uint8Array.of(0xff, 0))).complete).toBe(true)
  })
  it('accepts a file as large as one piece may be, and leaves out one of a byte more', async () => {
    expect(await read('a.json', 'x'.repeat(10))).toMatchObject({ complete: true, notes: [] })
    expect(await read('a.json', 'x'.repeat(11))).toStrictEqual({
      texts: [],
      names: [],
      complete: false,
      notes: [': is larger than the limit of one piece of evidence'],
    })
  })
  it('reads YAML of many values, and leaves out what has so many that they would fill the memory (C63)', async () => {
    const withValues = (count: number): string =>
      `{"kind": "TaskRun", "status": [${'1,'.repeat(count)}1], "metadata": {"annotations": {"chains.tekton.dev/signature-x": "e30="}}}`
    expect(await read('a.yaml', withValues(20_000), SOURCE_LIMITS)).toMatchObject({ texts: ['{}'], complete: true })
    expect(await read('a.yaml', withValues(100_000), SOURCE_LIMITS)).toMatchObject({
      texts: [],
      notes: [': holds more values than are read of YAML: write it as JSON'],
    })
    for (const mark of ['? ', '- ', '?\n']) {
      expect((await read('c.yaml', mark.repeat(2000) + withValues(1), SOURCE_LIMITS)).complete).toBe(false)
    }
    // What is no Tekton object is not read at all, however much of it there is.
    expect(await read('b.yaml', '- 1\n'.repeat(200_000), SOURCE_LIMITS)).toMatchObject({ texts: [], complete: true })
  })
  it('throws where there is no such file, and where it is a folder: source-unreadable', async () => {
    const codeOf = async (path: string): Promise<unknown> => {
      try {
        return await fileSource(path).envelopesOf(SUBJECT, LIMITS)
      } catch (error) {
        return error instanceof Fault ? error.code : error
      }
    }
    expect(await codeOf(join(folder, 'none.json'))).toBe('source-unreadable')
  })
})

describe('a collection (C73)', () => {
  it('gives every line, without newlines, CRLF or not', async () => {
    expect(await read('a.jsonl', '{}\r\n[]\n1')).toMatchObject({
      texts: ['{}', '[]', '1'],
      names: [':1', ':2', ':3'],
      complete: true,
    })
  })
  it('leaves out empty lines and counts them', async () => {
    expect(await read('a.jsonl', '\n{}\n\r\n\n1\n')).toMatchObject({ texts: ['{}', '1'], names: [':2', ':5'] })
  })
  it('gives a bad line like the others: it is turned down later, alone', async () => {
    expect(await read('a.jsonl', '{}\n{bad\n{}')).toMatchObject({ texts: ['{}', '{bad', '{}'], complete: true })
  })
  it('does not end a line at U+2028: it is a character of JSON', async () => {
    expect(await read('a.jsonl', '"\u2028"\n1')).toMatchObject({ texts: ['"\u2028"', '1'] })
  })
  it('gives nothing of an empty file', async () =>
    expect(await read('a.jsonl', '')).toMatchObject({ texts: [], complete: true }))
  it('accepts as many lines as the limit, and notes one more', async () => {
    expect(await read('a.jsonl', '1\n2\n3\n')).toMatchObject({ texts: ['1', '2', '3'], complete: true })
    expect(await read('a.jsonl', '1\n2\n3\n4\n')).toMatchObject({
      texts: ['1', '2', '3'],
      complete: false,
      notes: [':4: is beyond the number of pieces that are looked at'],
    })
  })
  it('leaves out a line that is too large, and gives the others', async () => {
    expect(await read('a.jsonl', `1\n${'x'.repeat(11)}\n3`)).toMatchObject({ texts: ['1', '3'], complete: false })
  })
  it('accepts as many bytes as the limit, and gives nothing of a collection of one more', async () => {
    expect(await read('a.jsonl', `${'x'.repeat(9)}\n${'y'.repeat(10)}`)).toMatchObject({ complete: true, notes: [] })
    expect(await read('a.jsonl', `${'x'.repeat(10)}\n${'y'.repeat(10)}`)).toMatchObject({
      texts: [],
      complete: false,
      notes: [': is larger than all evidence may be'],
    })
  })
})

describe('SOURCE_LIMITS', () => {
  it('holds the numbers of law L8: 4 MiB a bundle', () => {
    expect(SOURCE_LIMITS).toStrictEqual({ count: 256, bytes: 4_194_304, totalBytes: 67_108_864, visits: 4096 })
  })
})

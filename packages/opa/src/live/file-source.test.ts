import { mkdtempSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { BundleAnswer } from './bundle-source.ts'
import { fileSource } from './file-source.ts'

let path = ''
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'pawl-file-source-')), 'bundle.tar.gz')
})
const markOf = (answer: BundleAnswer): string | undefined => (answer.outcome === 'read' ? answer.mark : undefined)

describe('fileSource', () => {
  it('reads the file, and says when it is the same', async () => {
    writeFileSync(path, 'one')
    const source = fileSource(path)
    const first = await source.read(undefined)
    expect(first).toMatchObject({ outcome: 'read', bytes: Uint8Array.from(Buffer.from('one')) })
    expect(await source.read(markOf(first))).toEqual({ outcome: 'same' })
    expect(await source.read('another')).toMatchObject({ outcome: 'read' })
  })

  it('sees another content of the same size and time', async () => {
    const time = new Date(1_763_812_800_000)
    writeFileSync(path, 'one')
    utimesSync(path, time, time)
    const source = fileSource(path)
    const mark = markOf(await source.read(undefined))
    writeFileSync(`${path}.new`, 'two')
    utimesSync(`${path}.new`, time, time)
    renameSync(`${path}.new`, path)
    expect(await source.read(mark)).toMatchObject({ outcome: 'read', bytes: Uint8Array.from(Buffer.from('two')) })
  })

  it('gives nothing for what cannot be read: bundle-source-unreachable', async () => {
    const unreachable = { outcome: 'unanswered', code: 'bundle-source-unreachable' }
    expect(await fileSource(path).read(undefined)).toEqual(unreachable)
    expect(await fileSource(tmpdir()).read(undefined)).toEqual(unreachable)
    expect(await fileSource('/dev/zero').read(undefined)).toEqual(unreachable)
  })

  it('gives nothing for more than 8 MiB: bundle-source-too-large', async () => {
    writeFileSync(path, '')
    truncateSync(path, 8_388_609)
    expect(await fileSource(path).read(undefined)).toEqual({ outcome: 'unanswered', code: 'bundle-source-too-large' })
    truncateSync(path, 8_388_608)
    expect(await fileSource(path).read(undefined)).toMatchObject({ outcome: 'read' })
  })
})

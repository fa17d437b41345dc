import { describe, expect, it } from 'vitest'
import { isBundleRejection } from './bundle-rejection.ts'
import { readTar } from './read-tar.ts'
import { writeTar } from './write-tar.ts'

const FILES = new Map([
  ['data.json', Buffer.from('{}')],
  ['a/b.rego', Buffer.from('package a.b')],
])
const TAR = Buffer.from(writeTar(FILES))
const END = 1024

const verdict = (bytes: Uint8Array): string => {
  const files = readTar(bytes)
  return isBundleRejection(files) ? files.code : [...files.keys()].join(' ')
}

/** The archive with the header of its first file changed and summed up again. */
function withHeader(change: (header: Buffer) => void): Uint8Array {
  const tar = Buffer.from(TAR)
  const header = tar.subarray(0, 512)
  change(header)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return tar
}
const named = (name: string): Uint8Array =>
  withHeader((header) => {
    header.fill(0, 0, 100)
    header.write(name, 0, 'latin1')
  })

describe('readTar', () => {
  it('gives the files by name, without the slash before it', () => {
    expect(verdict(TAR)).toBe('data.json a/b.rego')
    expect(readTar(TAR)).toEqual(FILES)
    expect(verdict(named('data.json'))).toBe('data.json a/b.rego')
  })

  it('joins a long name, as ustar has it', () => {
    // A slash on either side would be a name of no length between them.
    expect(verdict(withHeader((header) => void header.write('folder', 345, 'latin1')))).toBe('bundle-unreadable')
    const plain = withHeader((header) => {
      header.fill(0, 0, 100)
      header.write('data.json', 0, 'latin1')
      header.write('folder', 345, 'latin1')
    })
    expect(verdict(plain)).toBe('folder/data.json a/b.rego')
  })

  it.each([
    ['a hard link', '1'],
    ['a symbolic link', '2'],
    ['a device', '3'],
    ['a folder', '5'],
    ['an extended header', 'x'],
    ['a global header', 'g'],
    ['a long name of GNU', 'L'],
    ['a sparse file', 'S'],
    ['the type of old archives', '\0'],
  ])('refuses %s: bundle-unreadable', (_, type) => {
    expect(verdict(withHeader((header) => void header.write(type, 156, 'latin1')))).toBe('bundle-unreadable')
  })

  it.each([
    '../data.json',
    '/../data.json',
    'a/../data.json',
    './data.json',
    '//data.json',
    'a//b',
    'a/',
    '/',
    '',
    'a\\b',
    'c:a',
    'a\nb',
    'd\xe4ta.json',
    '/a/b.rego',
    'a/b.rego',
  ])('refuses the name %j: bundle-unreadable', (name) => {
    expect(verdict(named(name))).toBe('bundle-unreadable')
  })

  it.each([
    ['a sum that is not that of the header', () => Buffer.concat([Buffer.from('X'), TAR.subarray(1)])],
    ['another format', () => withHeader((header) => void header.write('ustar  \0', 257, 'latin1'))],
    ['a size in base 256', () => withHeader((header) => void header.writeUInt8(0x80, 124))],
    ['a size beyond the archive', () => withHeader((header) => void header.write('77777777777', 124, 'latin1'))],
    ['something in the padding', () => Buffer.from(TAR).fill('x', 600, 601)],
    ['no end', () => TAR.subarray(0, -END)],
    ['half an end', () => TAR.subarray(0, -512)],
    ['a cut between two files', () => TAR.subarray(0, END)],
    ['something behind the end', () => Buffer.concat([TAR, Buffer.from('x'.padEnd(512, '\0'))])],
    ['another archive behind the end', () => Buffer.concat([TAR, TAR])],
    ['an end that is no whole block', () => Buffer.concat([TAR, Buffer.alloc(1)])],
    ['an archive of nothing', () => Buffer.alloc(END)],
    ['nothing', () => Buffer.alloc(0)],
  ])('refuses %s: bundle-unreadable', (_, bytes) => {
    expect(verdict(bytes())).toBe('bundle-unreadable')
  })

  it('takes more zeros behind the end, as other tools write them', () => {
    expect(verdict(Buffer.concat([TAR, Buffer.alloc(8192)]))).toBe('data.json a/b.rego')
  })

  it('takes 1,000 files and no more: bundle-unreadable', () => {
    const many = (count: number) => new Map(Array.from({ length: count }, (_, n) => [`f${n}`, Buffer.alloc(0)]))
    expect(verdict(writeTar(many(1000)))).toContain('f999')
    expect(verdict(writeTar(many(1001)))).toBe('bundle-unreadable')
  })
})

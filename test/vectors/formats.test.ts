import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRejection, loadTrust, pinSubject, REJECTION_CODES, verifyImage } from '@pawl/core'
import { openSource, SOURCE_LIMITS } from '@pawl/sources'
import { describe, expect, it } from 'vitest'
import type { FormatFacts } from './make/format.ts'
import { filesIn, foldersIn, readText } from './vector-files.ts'

/** The formats that are read or refused by name; a folder each. */
const FORMATS = [
  'buildkit',
  'cosign-attachment',
  'cosign-keys',
  'cosign-referrer',
  'dsse',
  'github-api',
  'in-toto-statement',
  'json-lines',
  'npm-api',
  'public-key-bundle',
  'sha512',
  'sigstore-bundle-0.1',
  'sigstore-bundle-0.2',
  'sigstore-bundle-0.3',
  'tekton-chains',
  'witness',
]
const CASES = FORMATS.flatMap((format) => foldersIn(`formats/${format}`).map((name) => `${format}/${name}`))
const factsOf = (name: string): FormatFacts => JSON.parse(readText(`formats/${name}/case.json`))

/** What the whole way from files to claims makes of each piece. */
async function judged(name: string): Promise<Pick<FormatFacts, 'results' | 'notes'>> {
  const folder = join(import.meta.dirname, 'formats', name)
  const { subject: digest, verifiedAt } = factsOf(name)
  const subject = pinSubject(digest, new Map())
  const trust = loadTrust(JSON.parse(readText(`formats/${name}/trust.json`)), {
    file: (file) => readFileSync(join(folder, file)),
    publicGood: () => {
      throw new TypeError('vectors bring their own roots')
    },
  })
  const { evidence, notes } = await openSource(join(folder, 'evidence')).envelopesOf(subject, SOURCE_LIMITS)
  const { findings } = verifyImage(evidence, subject, trust, { verifiedAt, validUntil: verifiedAt + 300 })
  const results = findings.map(({ result }) => (isRejection(result) ? result.code : result.type))
  return { results: results.sort(), notes: notes.length }
}

describe('the formats', () => {
  it('have a folder each, and no other has', () => {
    expect(foldersIn('formats')).toEqual(FORMATS)
  })

  it.each(FORMATS)('%s has a case that is refused, and one that counts unless nothing of it ever does', (format) => {
    const results = CASES.filter((name) => name.startsWith(`${format}/`)).map((name) => factsOf(name).results)
    const isRefused = (result: string): boolean => REJECTION_CODES.some((code) => code === result)
    expect(results.some((each) => each.some(isRefused))).toBe(true)
    expect(results.some((each) => each.some((result) => !isRefused(result)))).toBe(format !== 'buildkit')
  })

  it.each(CASES)('%s comes to what was written down', async (name) => {
    const { results, notes } = factsOf(name)
    expect(await judged(name)).toEqual({ results, notes })
  })

  it.each(CASES)('%s keeps what it needs and no private key', (name) => {
    const files = filesIn(`formats/${name}`)
    expect(files).toEqual(expect.arrayContaining(['README.md', 'case.json', 'evidence', 'trust.json']))
    const texts = files.filter((file) => file !== 'evidence').map((file) => readText(`formats/${name}/${file}`))
    expect(texts.some((content) => content.includes('PRIVATE KEY'))).toBe(false)
  })
})

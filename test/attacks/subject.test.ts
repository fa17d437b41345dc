import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pinSubject } from '@pawl/core'
import { resolveSubject } from '@pawl/sources'
import { expect, it } from 'vitest'
import { CLAIM, DIGEST, HEX, judge, payloadOf, SUBJECT, signed, verdict } from './scene.ts'

const B = 'b'.repeat(64)
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const MAIL = createHash('sha256').update('somebody@example.test').digest('hex')
/** What becomes of a statement with these subjects. */
const about = (subject: unknown, asked = SUBJECT): string => verdict(signed(payloadOf({ subject })), { subject: asked })
const named = (digest: object): string => about([{ name: 'app', digest }])

it('C12 the digest under another algorithm, or spelt another way', () => {
  expect(named({ sha256: HEX })).toBe(CLAIM)
  const SPELT: readonly string[] = [
    HEX.slice(1),
    `${HEX}a`,
    HEX.toUpperCase(),
    DIGEST,
    ` ${HEX}`,
    `${HEX}\n`,
    Buffer.from(HEX, 'hex').toString('base64'),
    '',
  ]
  for (const sha256 of SPELT) expect(named({ sha256 }), sha256).toBe('subject-mismatch')
  for (const algorithm of ['sha512', 'SHA256', 'Sha256', 'sha-256', 'sha256 ', 'sha1', 'md5']) {
    expect(named({ [algorithm]: HEX }), algorithm).toBe('subject-digest-unsupported')
    expect(named({ [algorithm]: HEX, sha256: B }), algorithm).toBe('subject-mismatch')
  }
  for (const digest of [
    { sha256: [HEX] },
    { sha256: null },
    { sha256: { toString: HEX } },
    { sha256: HEX, sha512: 1 },
  ]) {
    expect(named(digest), JSON.stringify(digest)).toBe('subject-malformed')
  }
})

it('C13 an entry of which one digest is of the artifact and the other of another file', () => {
  const ours = 'c'.repeat(128)
  const both = pinSubject(DIGEST, new Map([['sha512', ours]]))
  expect(about([{ digest: { sha256: HEX, sha512: ours } }], both)).toBe(CLAIM)
  expect(about([{ digest: { sha256: HEX, sha512: `d${ours.slice(1)}` } }], both)).toBe('subject-mismatch')
  expect(about([{ digest: { sha256: B, sha512: ours } }], both)).toBe('subject-mismatch')
  // The two halves do not add up from two entries.
  expect(about([{ digest: { sha256: B, sha512: ours } }, { digest: { sha256: HEX, sha512: 'd' } }], both)).toBe(
    'subject-mismatch',
  )
})

it('C14 no subject, and subjects that are none', () => {
  const good = { digest: { sha256: HEX } }
  expect(about([good])).toBe(CLAIM)
  const NONE: readonly unknown[] = [undefined, null, [], {}, good, 'sha256', [null], [{}], [[good]], [{ digest: {} }]]
  const SPOILT: readonly unknown[] = [[good, null], [null, good], [good, {}], [{ digest: null }], [{ digest: [HEX] }]]
  for (const subject of [...NONE, ...SPOILT]) expect(about(subject), JSON.stringify(subject)).toBe('subject-malformed')
})

it('C15 many subjects: where the artifact stands does not matter, how many there are does', () => {
  const other = { digest: { sha256: B } }
  const ours = { digest: { sha256: HEX } }
  const others = (count: number): object[] => Array.from({ length: count }, () => other)
  for (const at of [0, 1, 500, 1023]) expect(about([...others(at), ours, ...others(1023 - at)]), `${at}`).toBe(CLAIM)
  expect(about(others(1024))).toBe('subject-mismatch')
  expect(about([ours, ...others(1024)])).toBe('subject-malformed')
  // Named twice it is named once.
  const twice = judge([signed(payloadOf({ subject: [ours, ours] }))]).summary.claims
  expect(twice).toHaveLength(1)
  const digests = Object.fromEntries(Array.from({ length: 33 }, (_, at) => [at === 0 ? 'sha256' : `x${at}`, HEX]))
  expect(about([{ digest: digests }])).toBe('subject-malformed')
})

it('C16 the right name beside another digest', () => {
  const names = {
    name: 'ghcr.io/acme/app:1',
    uri: `pkg:oci/app@${DIGEST}`,
    downloadLocation: DIGEST,
    annotations: { sha256: HEX },
  }
  expect(about([{ ...names, digest: { sha256: HEX } }])).toBe(CLAIM)
  expect(about([{ ...names, digest: { sha256: B } }])).toBe('subject-mismatch')
  expect(about([{ name: DIGEST, digest: { sha256: B } }])).toBe('subject-mismatch')
  expect(about([{ name: 'other', digest: { sha256: HEX } }])).toBe(CLAIM)
})

it('C17 digests that are none: identifiers of clouds and of objects', () => {
  expect(named({ gce_image_id: HEX, sha256: HEX })).toBe(CLAIM)
  for (const name of ['gce_image_id', 'arn', 'gitoid:sha256', 'gitCommit', 'gitBlob', 'dirHash', 'goModuleH1', '']) {
    expect(named({ [name]: HEX }), name).toBe('subject-digest-unsupported')
    expect(named({ [name]: HEX, sha256: B }), name).toBe('subject-mismatch')
  }
})

it('C18 metadata that is hashed into subjects', () => {
  const mail = { name: 'authoremail', digest: { sha256: MAIL } }
  expect(about([mail])).toBe('subject-mismatch')
  const { summary, findings } = judge([signed(payloadOf({ subject: [mail, { digest: { sha256: HEX } }] }))])
  expect(summary.claims).toHaveLength(1)
  // The digest is the caller's: none is ever learned from a statement.
  expect(summary.digest).toBe(DIGEST)
  expect(JSON.stringify({ summary, findings })).not.toContain(MAIL)
})

it('C19 the digest of the empty file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-empty-'))
  writeFileSync(join(folder, 'empty'), '')
  writeFileSync(join(folder, 'one'), 'a')
  const invalid = expect.objectContaining({ code: 'reference-invalid' }) as Error
  expect(() => pinSubject(`sha256:${EMPTY}`, new Map())).toThrow(invalid)
  await expect(resolveSubject(`file:${join(folder, 'empty')}`)).rejects.toThrow(invalid)
  await expect(resolveSubject(`ghcr.io/acme/app@sha256:${EMPTY}`)).rejects.toThrow(invalid)
  expect(about([{ digest: { sha256: EMPTY } }])).toBe('subject-mismatch')
  const one = createHash('sha256').update('a').digest('hex')
  const { subject } = await resolveSubject(`file:${join(folder, 'one')}`)
  expect(about([{ digest: { sha256: one } }], subject)).toBe(CLAIM)
  expect(about([{ digest: { sha256: EMPTY } }, { digest: { sha256: one } }], subject)).toBe(CLAIM)
})

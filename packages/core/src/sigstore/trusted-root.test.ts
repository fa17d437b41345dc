import { fakeSigstore } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { parseTrustedRoot, type TrustedRoot } from './trusted-root.ts'
import { isWithin, parseWindow } from './validity-window.ts'

const sigstore = fakeSigstore({ now: 1_790_000_000 })
// biome-ignore lint/suspicious/noExplicitAny: a tree of JSON that the cases below cut and bend anywhere
type Tree = any

function changed(change: (root: Tree) => void): () => TrustedRoot {
  const root: Tree = JSON.parse(JSON.stringify(sigstore.trustedRoot))
  change(root)
  return () => parseTrustedRoot(root)
}

describe('parseTrustedRoot', () => {
  it('reads logs, authorities and windows when nothing is wrong', () => {
    const root = changed(() => undefined)()
    expect(root.logs.map(({ key }) => key.kind).sort()).toEqual(['ed25519', 'ed25519', 'p256', 'p256'])
    expect(root.certificateAuthorities.length).toBeGreaterThan(0)
    expect(root.timestampAuthorities.every(({ signers }) => signers.length === 1)).toBe(true)
  })

  it.each<[string, string, (root: Tree) => void]>([
    ['root', 'an unknown field', (root) => Object.assign(root, { more: [] })],
    ['mediaType', 'another media type', (root) => Object.assign(root, { mediaType: 'application/json' })],
    ['certificateAuthorities', 'no authorities', (root) => Object.assign(root, { certificateAuthorities: [] })],
    ['tlogs[0]', 'a log without a start', (root) => delete root.tlogs[0].publicKey.validFor.start],
    ['tlogs[0]', 'a log without a window', (root) => delete root.tlogs[0].publicKey.validFor],
    [
      'tlogs[1]',
      'a log with a hash that is not SHA-256',
      (root) => Object.assign(root.tlogs[1], { hashAlgorithm: 'SHA2_512' }),
    ],
    [
      'tlogs[0]',
      'key details that lie',
      (root) => Object.assign(root.tlogs[0].publicKey, { keyDetails: 'PKIX_ED25519' }),
    ],
    ['tlogs[0]', 'a key that is no key', (root) => Object.assign(root.tlogs[0].publicKey, { rawBytes: 'AAAA' })],
    ['tlogs[0]', 'a short log id', (root) => Object.assign(root.tlogs[0].logId, { keyId: 'AAAA' })],
    ['ctlogs[0]', 'a certificate log without a start', (root) => delete root.ctlogs[0].publicKey.validFor.start],
    [
      'certificateAuthorities[0]',
      'an authority without a start',
      (root) => delete root.certificateAuthorities[0].validFor.start,
    ],
    [
      'certificateAuthorities[0]',
      'an empty chain',
      (root) => Object.assign(root.certificateAuthorities[0].certChain, { certificates: [] }),
    ],
    [
      'certificateAuthorities[0]',
      'a chain in the wrong order',
      (root) => root.certificateAuthorities[0].certChain.certificates.reverse(),
    ],
    [
      'certificateAuthorities[0]',
      'a chain of two authorities that never met',
      (root) =>
        root.certificateAuthorities[0].certChain.certificates.splice(
          1,
          1,
          root.certificateAuthorities[1].certChain.certificates[1],
        ),
    ],
    [
      'certificateAuthorities[0]',
      'base64 with junk',
      (root) => Object.assign(root.certificateAuthorities[0].certChain.certificates[0], { rawBytes: 'MII*' }),
    ],
    [
      'timestampAuthorities[0]',
      'a time stamping authority without a start',
      (root) => delete root.timestampAuthorities[0].validFor.start,
    ],
    [
      'timestampAuthorities[0]',
      'a signer that is not first',
      (root) => root.timestampAuthorities[0].certChain.certificates.reverse(),
    ],
  ])('refuses %s when it has %s: trusted-root-invalid', (at, _, change) => {
    expect(changed(change)).toThrow(expect.objectContaining({ code: 'trusted-root-invalid', at }))
  })

  it('refuses it when any log or authority at all lacks its start, or the whole window (C38): trusted-root-invalid', () => {
    const all = changed(() => undefined)()
    const places = [
      ...all.logs.map((_, index) => ['tlogs', index] as const),
      ...all.certificateLogs.map((_, index) => ['ctlogs', index] as const),
      ...all.certificateAuthorities.map((_, index) => ['certificateAuthorities', index] as const),
      ...all.timestampAuthorities.map((_, index) => ['timestampAuthorities', index] as const),
    ]
    expect(places).toHaveLength(4 + 2 + 4 + 2)
    for (const [list, index] of places) {
      const holder = (root: Tree): Tree => (list.endsWith('logs') ? root[list][index].publicKey : root[list][index])
      const refused = expect.objectContaining({ code: 'trusted-root-invalid', at: `${list}[${index}]` })
      expect(changed((root) => delete holder(root).validFor.start)).toThrow(refused)
      expect(changed((root) => Object.assign(holder(root).validFor, { start: '' }))).toThrow(refused)
      expect(changed((root) => delete holder(root).validFor)).toThrow(refused)
    }
  })

  it.each([3, {}, ['a'], 'a\n', 'a'.repeat(257)])('refuses an operator %j: trusted-root-invalid', (operator) => {
    for (const list of ['tlogs', 'ctlogs', 'timestampAuthorities', 'certificateAuthorities']) {
      const refused = expect.objectContaining({ code: 'trusted-root-invalid', at: `${list}[1]` })
      expect(changed((root) => Object.assign(root[list][1], { operator }))).toThrow(refused)
      expect(changed((root) => Object.assign(root[list][1], { operator: 'sigstore.test' }))).not.toThrow()
    }
  })

  it.each([null, 'root', [], {}])('refuses %j: trusted-root-invalid', (value) => {
    expect(() => parseTrustedRoot(value)).toThrow(expect.objectContaining({ code: 'trusted-root-invalid' }))
  })
})

describe('parseWindow', () => {
  it.each([
    [{ start: '2026-01-01T00:00:00Z' }, { start: 1_767_225_600, end: Number.POSITIVE_INFINITY }],
    [
      { start: '2026-01-01T00:00:00.5Z', end: '2026-01-01T00:00:09.999Z' },
      { start: 1_767_225_601, end: 1_767_225_609 },
    ],
    [
      { start: '2026-01-01T00:00:00.000Z', end: null },
      { start: 1_767_225_600, end: Number.POSITIVE_INFINITY },
    ],
    [{ start: '2026-01-02T00:00:00Z', end: '2026-01-01T00:00:00Z' }, undefined],
    [{ end: '2026-01-01T00:00:00Z' }, undefined],
    [{ start: null }, undefined],
    [{ start: '2026-01-01T00:00:00+00:00' }, undefined],
    [{ start: '2026-01-01' }, undefined],
    [{ start: 0 }, undefined],
    [{ start: '2026-01-01T00:00:00Z', ends: '2026-01-01T00:00:00Z' }, undefined],
    [undefined, undefined],
  ])('reads %j', (value, expected) => {
    expect(parseWindow(value)).toEqual(expected)
  })

  it('holds both of its ends and no NaN', () => {
    const window = { start: 10, end: 20 }
    expect([9, 10, 20, 21, Number.NaN].map((time) => isWithin(window, time))).toEqual([false, true, true, false, false])
  })
})

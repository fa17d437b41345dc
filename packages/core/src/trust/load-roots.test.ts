import { ConfigurationInvalid } from '@pawl/document'
import { fakeSigstore } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { loadTrust } from './load-trust.ts'

const ROOT = fakeSigstore({ now: 1_763_812_800, second: true }).trustedRoot
const OTHER = fakeSigstore({ now: 1_763_812_800 }).trustedRoot
const REFRESHED = {
  apiVersion: 'pawl.dev/v1',
  kind: 'RefreshedRoot',
  expires: '2026-01-31T00:00:00Z',
  trustedRoot: ROOT,
  tuf: {},
}

/** A trust configuration of one root, whose file holds this. */
function loaded(root: object, file: object | string = ROOT) {
  const value = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 't', revision: 1 },
    spec: { attesters: [], roots: [{ name: 'r', ...root }] },
  }
  const bytes = Buffer.from(typeof file === 'string' ? file : JSON.stringify(file))
  return loadTrust(value, { file: () => bytes, publicGood: () => bytes })
}

function problem(root: object, file: object | string = ROOT): string {
  try {
    loaded(root, file)
    return 'accepted'
  } catch (error) {
    if (error instanceof ConfigurationInvalid)
      return error.problems.map(({ at, message }) => `${at} ${message}`).join('; ')
    if (error instanceof Fault) return `${error.code} ${error.place} ${error.at}: ${error.message}`
    throw error
  }
}

describe('a root that asks for more than its lists do', () => {
  const asking = (require: unknown, file: object = ROOT) => problem({ trustedRoot: 'f', require }, file)

  it('narrows, and asks for nothing where nothing is written', () => {
    expect(loaded({ trustedRoot: 'f' }).roots[0]?.require).toEqual({ logs: 0, timestamps: 0, certificateLogs: 0 })
    expect(loaded({ sigstore: 'public-good', require: { logs: 2 } }).roots[0]?.require).toEqual({
      logs: 2,
      timestamps: 0,
      certificateLogs: 0,
    })
    expect(asking({ logs: 1, timestamps: 2, certificateLogs: 1 })).toBe('accepted')
  })

  it.each([0, -1, 1.5, '2', null, true, 9, 1e300, [2], { least: 2 }])(
    'rejects a count of %j: trust-invalid',
    (count) => {
      for (const kind of ['logs', 'timestamps', 'certificateLogs'])
        expect(asking({ [kind]: count })).toMatch(`spec.roots[0].require.${kind} `)
    },
  )

  it.each([[{}], [null], [2], [{ log: 2 }], [{ logs: 2, tlogs: 2 }]])('rejects %j (C43): trust-invalid', (require) => {
    expect(asking(require)).toMatch(/^spec\.roots\[0\]\.require/)
  })

  it('rejects what the root can never give: trust-invalid', () => {
    const never = (kind: string, there: number) =>
      `spec.roots[0].require.${kind} can never be met: the root has ${there}, counted by key and operator; ask for fewer`
    // Rekor of two versions, of each a retired one.
    expect(asking({ logs: 4 }, OTHER)).toBe('accepted')
    expect(asking({ logs: 5 }, OTHER)).toBe(never('logs', 4))
    expect(asking({ timestamps: 3 }, OTHER)).toBe(never('timestamps', 2))
    expect(asking({ certificateLogs: 3 }, OTHER)).toBe(never('certificateLogs', 2))
    expect(asking({ certificateLogs: 1 }, { ...OTHER, ctlogs: [] })).toBe(never('certificateLogs', 0))
  })

  it('counts the logs of one operator once: trust-invalid', () => {
    const operated = { ...OTHER, tlogs: OTHER.tlogs.map((log) => ({ ...log, operator: 'sigstore.test' })) }
    expect([asking({ logs: 1 }, operated), asking({ logs: 2 }, operated)]).toEqual([
      'accepted',
      'spec.roots[0].require.logs can never be met: the root has 1, counted by key and operator; ask for fewer',
    ])
  })

  it('is another trust: its digest says so', () => {
    const digests = [{}, { require: { logs: 1 } }, { require: { logs: 2 } }].map(
      (each) => loaded({ trustedRoot: 'f', ...each }).reference.digest,
    )
    expect(new Set(digests).size).toBe(3)
  })
})

describe('a root that came by a refresh', () => {
  const refreshed = (change: object) => problem({ refreshed: './r.json' }, { ...REFRESHED, ...change })
  const at = 'trusted-root-invalid spec.roots[0].refreshed ./r.json'

  it('is that root until its metadata ends', () => {
    expect(loaded({ refreshed: 'f' }, REFRESHED).roots[0]).toMatchObject({ validUntil: 1_769_817_600 })
    expect(loaded({ trustedRoot: 'f' }, ROOT).roots[0]).toMatchObject({ validUntil: Number.POSITIVE_INFINITY })
  })

  it.each<[string, object, string]>([
    ['no end', { expires: undefined }, `${at}: expires: it does not say when it ends`],
    ['an end that is no instant', { expires: '2026-02-30T00:00:00Z' }, `${at}: expires: it does not say when it ends`],
    ['an end in milliseconds', { expires: 1_769_817_600_000 }, `${at}: expires: it does not say when it ends`],
    ['another kind', { kind: 'TrustedRoot' }, `${at}: it is no file of pawl trust update`],
    ['another version', { apiVersion: 'pawl.dev/v2' }, `${at}: it is no file of pawl trust update`],
    ['a member that nobody knows', { expiresAt: '2027-01-01T00:00:00Z' }, `${at}: it is no file of pawl trust update`],
    ['no state', { tuf: undefined }, `${at}: it is no file of pawl trust update`],
    ['no root', { trustedRoot: undefined }, `${at}: it is no file of pawl trust update`],
    ['a root that is none', { trustedRoot: { ...ROOT, more: 1 } }, `${at}: not a trusted root that can be trusted`],
  ])('is refused when it has %s: trusted-root-invalid', (_, change, expected) => {
    expect(refreshed({})).toBe('accepted')
    expect(refreshed(change)).toBe(expected)
  })

  it('is refused when it is a plain root, and a plain root when it is one: trusted-root-invalid', () => {
    expect(problem({ refreshed: './r.json' }, ROOT)).toBe(`${at}: it is no file of pawl trust update`)
    expect(problem({ trustedRoot: './r.json' }, REFRESHED)).toMatch('trusted-root-invalid')
    expect(problem({ refreshed: './r.json' }, '{"a":1,"a":1}')).toBe(`${at}: it is not strict JSON`)
    expect(problem({ refreshed: './r.json' }, '[]')).toBe(`${at}: it is not strict JSON`)
  })

  it('is the same trust after a renewal that changed no key, and another after one that did', () => {
    const digest = (change: object) => loaded({ refreshed: 'f' }, { ...REFRESHED, ...change }).reference.digest
    expect(digest({ expires: '2027-01-01T00:00:00Z', tuf: { versions: 1 } })).toBe(digest({}))
    expect(digest({ trustedRoot: OTHER })).not.toBe(digest({}))
  })
})

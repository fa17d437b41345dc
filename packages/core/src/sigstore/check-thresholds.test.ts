import { encodeStatement, fakeSigstore, githubIdentity, type KeylessRequest, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, readJson } from '../bytes/strict-json.ts'
import { parsePublicKey } from '../keys/public-key.ts'
import { isRejection } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import type { Thresholds } from './distinct-authorities.ts'
import { parseTrustedRoot, type TrustedRoot } from './trusted-root.ts'
import { verifyKeyBundle } from './verify-key-bundle.ts'
import { verifyKeyless } from './verify-keyless.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW, second: true })
const payload = encodeStatement({})
const identity = githubIdentity({ repository: 'acme/app' })
const key = testKey('p256')

function asRead(value: object) {
  const read = readJson(Buffer.from(JSON.stringify(value)))
  if (isInvalidJson(read) || !isJsonObject(read)) throw new TypeError('not an object')
  return read
}

/** The root of the two, with an operator where one is named for every log and authority of a kind. */
function rootWith(operators: Readonly<Record<string, string>>): TrustedRoot {
  const json = JSON.parse(JSON.stringify(sigstore.trustedRoot))
  for (const [list, operator] of Object.entries(operators)) for (const each of json[list]) each.operator = operator
  return parseTrustedRoot(asRead(json))
}

const plain = rootWith({})
const asking = (require: Partial<Thresholds>, root = plain): TrustedRoot => ({
  ...root,
  require: { ...root.require, ...require },
})

function keyless(request: Partial<KeylessRequest>, root: TrustedRoot): string {
  const parsed = parseBundle(asRead(sigstore.bundle({ payload, identity, ...request })))
  const proof = isRejection(parsed) ? parsed : verifyKeyless(parsed, root)
  return isRejection(proof) ? `${proof.code} ${proof.at}` : 'accepted'
}

const LOGS = 'threshold-unmet tlogEntries'
const STAMPS = 'threshold-unmet rfc3161Timestamps'
const SCTS = 'threshold-unmet certificateLogs'
const two = { log: 'rekor1-dsse', timestamp: true } as const

describe('a threshold of two, counted by who speaks and never by entries (C33)', () => {
  it.each<[string, Partial<KeylessRequest>, Partial<Thresholds>, string]>([
    ['two logs', { loggedBy: ['main', 'second'] }, { logs: 2 }, 'accepted'],
    ['two logs, the other way round', { loggedBy: ['second', 'main'] }, { logs: 2 }, 'accepted'],
    ['one log', {}, { logs: 2 }, LOGS],
    ['two entries of one log', { loggedBy: ['main', 'main'] }, { logs: 2 }, LOGS],
    ['two entries of one log of version 2', { log: 'rekor2', loggedBy: ['second', 'second'] }, { logs: 2 }, LOGS],
    ['one log where one is asked for', {}, { logs: 1 }, 'accepted'],
    ['two authorities', { ...two, stampedBy: ['main', 'second'] }, { timestamps: 2 }, 'accepted'],
    ['one authority', two, { timestamps: 2 }, STAMPS],
    ['two stamps of one authority', { ...two, stampedBy: ['main', 'main'] }, { timestamps: 2 }, STAMPS],
    ['no stamp, and a log that knows the time', {}, { timestamps: 1 }, STAMPS],
    ['one stamp where one is asked for', two, { timestamps: 1 }, 'accepted'],
    ['two certificate logs', { sctsBy: ['main', 'second'] }, { certificateLogs: 2 }, 'accepted'],
    ['one certificate log', {}, { certificateLogs: 2 }, SCTS],
    ['two SCTs of one certificate log', { sctsBy: ['main', 'main'] }, { certificateLogs: 2 }, SCTS],
    ['logs instead of authorities', { loggedBy: ['main', 'second'] }, { timestamps: 2 }, STAMPS],
  ])('answers %s', (_, request, require, verdict) => {
    expect(keyless(request, plain)).toBe('accepted')
    expect(keyless(request, asking(require))).toBe(verdict)
  })

  it.each<[string, Partial<KeylessRequest>, Partial<Thresholds>, string, string]>([
    ['tlogs', { loggedBy: ['main', 'second'] }, { logs: 2 }, LOGS, 'rekor.test'],
    ['timestampAuthorities', { ...two, stampedBy: ['main', 'second'] }, { timestamps: 2 }, STAMPS, 'tsa.test'],
    ['ctlogs', { sctsBy: ['main', 'second'] }, { certificateLogs: 2 }, SCTS, 'ct.test'],
  ])('rejects two keys of one operator in %s: threshold-unmet', (list, request, require, verdict, operator) => {
    expect(keyless(request, asking(require, rootWith({ [list]: '' })))).toBe('accepted')
    expect(keyless(request, asking(require, rootWith({ [list]: operator })))).toBe(verdict)
  })

  it('asks for an SCT even of a root without certificate logs: threshold-unmet', () => {
    const none = { ...plain, certificateLogs: [] }
    expect([keyless({}, none), keyless({}, asking({ certificateLogs: 1 }, none))]).toEqual(['accepted', SCTS])
  })

  it('is not met where it is NaN: threshold-unmet', () => {
    const each = (['logs', 'timestamps', 'certificateLogs'] as const).map((kind) =>
      keyless({ ...two, loggedBy: ['main', 'second'] }, asking({ [kind]: Number.NaN })),
    )
    expect(each).toEqual([LOGS, STAMPS, SCTS])
  })

  it('changes nothing about what is there: one bad entry beside two good ones still spoils the bundle', () => {
    const bundle = JSON.parse(
      JSON.stringify(sigstore.bundle({ payload, identity, loggedBy: ['main', 'second', 'main'] })),
    )
    const verdict = () => {
      const parsed = parseBundle(asRead(bundle))
      const proof = isRejection(parsed) ? parsed : verifyKeyless(parsed, asking({ logs: 2 }))
      return isRejection(proof) ? proof.code : 'accepted'
    }
    expect(verdict()).toBe('accepted')
    bundle.verificationMaterial.tlogEntries[2].inclusionPromise.signedEntryTimestamp = 'AAAA'
    expect(verdict()).toBe('log-entry-invalid')
  })
})

describe('a threshold on what a key bundle brings', () => {
  const answer = (request: object, require: Partial<Thresholds>) => {
    const parsed = parseBundle(asRead(sigstore.keyBundle({ payload, key, ...request })))
    const proof = isRejection(parsed)
      ? parsed
      : verifyKeyBundle(parsed, parsePublicKey(key.publicPem), [asking(require)])
    return isRejection(proof) ? proof.code : `${proof.times.length} times`
  }

  it('rejects a time that one log vouches for where two are asked for: threshold-unmet', () => {
    expect(answer({ loggedBy: ['main', 'second'] }, { logs: 2 })).toBe('2 times')
    expect(answer({ loggedBy: ['main', 'main'] }, { logs: 2 })).toBe('threshold-unmet')
    expect(answer({ loggedBy: ['main', 'main'] }, {})).toBe('2 times')
    expect(answer({ log: 'none', timestamp: true }, { timestamps: 2 })).toBe('threshold-unmet')
  })

  it('asks nothing of a bundle that brings nothing: a key needs no log', () => {
    expect(answer({ log: 'none' }, { logs: 2, timestamps: 2 })).toBe('0 times')
  })
})

import { encodeStatement, fakeSigstore, githubIdentity } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, readJson } from '../bytes/strict-json.ts'
import { isRejection } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import type { LogEntry } from './bundle-log-entry.ts'
import { checkLogEntries } from './check-log-entries.ts'
import { signedMaterial } from './signed-material.ts'
import { parseTrustedRoot } from './trusted-root.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW })

function asRead(value: object) {
  const read = readJson(Buffer.from(JSON.stringify(value)))
  if (isInvalidJson(read) || !isJsonObject(read)) throw new TypeError('not an object')
  return read
}

const root = parseTrustedRoot(asRead(sigstore.trustedRoot))

function material(log: 'rekor1-dsse' | 'rekor2') {
  const identity = githubIdentity({ repository: 'acme/app' })
  const bundle = parseBundle(asRead(sigstore.bundle({ payload: encodeStatement({}), identity, log })))
  if (isRejection(bundle) || bundle.signer.kind !== 'certificate') throw new TypeError('not a bundle')
  return { entries: bundle.entries, signed: signedMaterial(bundle, bundle.signer) }
}

const { entries, signed } = material('rekor1-dsse')
const answer = (changed: Partial<LogEntry>) => {
  const evidence = checkLogEntries(
    entries.map((entry) => ({ ...entry, ...changed })),
    signed,
    root,
    [],
  )
  return isRejection(evidence) ? evidence.code : { logs: evidence.logs.size, times: evidence.times.length }
}

describe('checkLogEntries', () => {
  it('counts a log once, however many of its entries there are', () => {
    const evidence = checkLogEntries([...entries, ...entries], signed, root, [])
    expect(evidence).toMatchObject({ logs: { size: 1 }, times: { length: 2 } })
  })

  it('proves nothing from no entries', () => {
    expect(checkLogEntries([], signed, root, [])).toMatchObject({ logs: { size: 0 }, times: [] })
  })

  it.each<[string, Partial<LogEntry>]>([
    ['neither promise nor proof', { promise: undefined, proof: undefined }],
    ['a promise without a time', { integratedTime: undefined }],
    ['a promise for another time', { integratedTime: NOW - 1 }],
    ['a promise for another index', { logIndex: 4711 }],
    ['a log id that nobody knows', { logId: '00'.repeat(32) }],
  ])('rejects an entry with %s: log-entry-invalid', (_, changed) => {
    expect(answer(changed)).toBe('log-entry-invalid')
  })

  it.each<[string, Partial<LogEntry>]>([
    ['a kind that its body does not say', { kind: 'intoto', version: '0.0.2' }],
    ['a version that its body does not say', { version: '0.0.2' }],
  ])('rejects an entry with %s: log-entry-mismatch', (_, changed) => {
    expect(answer(changed)).toBe('log-entry-mismatch')
  })

  it('rejects an entry of Rekor v2 with another index than that of its proof: log-entry-invalid', () => {
    const v2 = material('rekor2')
    const check = (change: number) =>
      checkLogEntries(
        v2.entries.map((entry) => ({ ...entry, logIndex: entry.logIndex + change })),
        v2.signed,
        root,
        [NOW],
      )
    expect(isRejection(check(0))).toBe(false)
    expect(check(1)).toMatchObject({ code: 'log-entry-invalid', at: 'logIndex' })
  })

  it('takes no time from an entry without a promise', () => {
    expect(answer({ promise: undefined })).toEqual({ logs: 1, times: 0 })
    expect(answer({ proof: undefined })).toEqual({ logs: 1, times: 1 })
  })

  it('wants stamped times inside the window of a log that has no time of its own', () => {
    const v2 = material('rekor2')
    const check = (times: readonly number[]) => checkLogEntries(v2.entries, v2.signed, root, times)
    expect(isRejection(check([NOW]))).toBe(false)
    expect(check([NOW, 0])).toMatchObject({ code: 'log-entry-invalid' })
    expect(check([Number.NaN])).toMatchObject({ code: 'log-entry-invalid' })
  })
})

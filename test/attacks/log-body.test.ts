import { type BundleJson, type EvidenceRequest, type Json, signEnvelope } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { OTHERS, type Tree } from './json-tree.ts'
import { CLAIM, changed, GITHUB, KEY, layered, payloadOf, sigstore, verdict } from './scene.ts'

const payload = payloadOf()

/** What the log recorded of an honest signature, with one node of the body replaced. */
const KINDS = [
  ['rekor1-dsse', /envelopeHash/],
  ['rekor1-intoto', /^spec\.content\.hash/],
  ['rekor2', /keyDetails/],
] as const
const pathsOf = (tree: Json, path = ''): string[] => {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]) => {
    const own = path === '' ? key : `${path}.${key}`
    return [own, ...pathsOf(value as Json, own)]
  })
}
const replacedAt = (tree: Json, path: string, other: unknown): Json =>
  changed(tree as object, (copy: Tree) => {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    keys.reduce((node, key) => node[key], copy)[last] = other
  })

const keyed = (log: EvidenceRequest['log'], logged?: EvidenceRequest['logged']): BundleJson =>
  sigstore.keyBundle({ payload, key: KEY, ...(log && { log }), ...(logged && { logged }) })

/** Each node of an honest body replaced by each other value, and what came of it. */
function* replacedBodies(log: EvidenceRequest['log']): Generator<{ readonly path: string; readonly found: string }> {
  let body: Json = null
  const honest = keyed(log, (own) => {
    body = own
    return own
  })
  expect(verdict(honest), log).toBe(CLAIM)
  for (const path of pathsOf(body)) {
    for (const other of OTHERS) yield { path, found: verdict(keyed(log, (own) => replacedAt(own, path, other))) }
  }
}

it('C67 entries, annotations and types that are anything but what they should be', () => {
  for (const [log, unread] of KINDS) {
    const bodies = [...replacedBodies(log)]
    const wrong = bodies.filter(({ path, found }) => (found === CLAIM) !== unread.test(path))
    const codes = bodies.map(({ found }) => found).filter((each) => each !== CLAIM)
    expect(wrong, log).toStrictEqual([])
    expect(new Set(codes), log).toStrictEqual(new Set(['log-entry-mismatch']))
    expect(codes.length, log).toBeGreaterThanOrEqual(80)
    const whole = [null, 1, 'x', [], [1], {}].map((each) => verdict(keyed(log, () => each)))
    expect(new Set(whole), log).toStrictEqual(new Set(['log-entry-mismatch']))
  }
  const layer = layered(
    sigstore.bundle({ payload, identity: GITHUB, version: '0.1', timestamp: true, stamped: 'envelope' }),
  )
  expect(verdict(layer)).toBe(CLAIM)
  const TEXTS = ['null', '1', '[]', '{}', '"x"', '{"Payload":1}', '\0', ' ']
  const ALMOST = ['{"SignedRFC3161Timestamp":null}', '{"SignedEntryTimestamp":"AA=="}']
  for (const member of ['certificate', 'logEntry', 'timestamp'] as const) {
    for (const text of [...TEXTS, ...ALMOST]) {
      const spoilt = { ...layer, attachment: { ...layer.attachment, [member]: text } }
      expect(verdict(spoilt), `${member} ${text}`).toBe('bundle-malformed')
    }
  }
  const envelope = signEnvelope({ payload, signers: [{ key: KEY }] })
  expect(verdict(envelope)).toBe(CLAIM)
  for (const member of ['payload', 'payloadType', 'signatures']) {
    for (const other of [null, 1, true, {}, [[]], '\0']) {
      expect(verdict({ ...envelope, [member]: other }), `${member} ${JSON.stringify(other)}`).toBe('envelope-malformed')
    }
  }
})

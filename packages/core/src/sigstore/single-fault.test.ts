import { encodeStatement, fakeSigstore, githubIdentity, statement } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, type JsonObject, readJson } from '../bytes/strict-json.ts'
import { isRejection } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import { parseTrustedRoot } from './trusted-root.ts'
import { verifyKeyless } from './verify-keyless.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW })
const payload = encodeStatement(
  statement({ subject: [{ digest: { sha256: 'ab'.repeat(32) } }], predicateType: 'https://test/p', predicate: {} }),
)
const identity = githubIdentity({ repository: 'acme/app' })

function read(text: string): JsonObject | undefined {
  const value = readJson(Buffer.from(text))
  return isInvalidJson(value) || !isJsonObject(value) ? undefined : value
}

const root = parseTrustedRoot(read(JSON.stringify(sigstore.trustedRoot)) ?? null)

function verifies(text: string): boolean {
  const value = read(text)
  const parsed = value && parseBundle(value)
  return parsed !== undefined && !isRejection(parsed) && !isRejection(verifyKeyless(parsed, root))
}

/** Where a character of a Rekor v2 bundle may change without denial, with the reason. In the others there is no such place. */
const FREE: readonly (readonly [RegExp, string])[] = [
  [/(?<=\\n)\u2014 witness\.fake-sigstore\.test [^"]*(?=")/u, 'a line of a witness, whom nobody here trusts'],
  [/(?<="signedTimestamp":"MII...ADAgE)A/, 'the status of the response: granted(0) or grantedWithMods(1)'],
]

function freeAt(text: string, at: number, free: typeof FREE): boolean {
  return free.some(([pattern]) => {
    const found = pattern.exec(text)
    return found !== null && at >= found.index && at < found.index + found[0].length
  })
}

// What a bundle may do without, and what nobody signs: unset evidence is absent, never false.
const SURVIVORS_V1: readonly string[] = [
  '.verificationMaterial.x509CertificateChain.certificates.1.rawBytes "AAAA"',
  '.verificationMaterial.tlogEntries.0.inclusionProof null',
  '.verificationMaterial.timestampVerificationData null',
  '.verificationMaterial.timestampVerificationData {}',
  '.verificationMaterial.timestampVerificationData.rfc3161Timestamps null',
  '.verificationMaterial.timestampVerificationData.rfc3161Timestamps []',
  '.dsseEnvelope.signatures.0.keyid "A"',
  '.dsseEnvelope.signatures.0.keyid "AAAA"',
]
const SURVIVORS_V2: readonly string[] = [
  '.dsseEnvelope.signatures.0.keyid "A"',
  '.dsseEnvelope.signatures.0.keyid "AAAA"',
]

describe('an accepted bundle', () => {
  it.each([
    ['v0.3 rekor1-dsse', { log: 'rekor1-dsse' }, []],
    ['v0.2 rekor1-intoto', { log: 'rekor1-intoto', version: '0.2' }, []],
    ['v0.3 rekor2', { log: 'rekor2' }, FREE],
  ] as const)('is refused when one character of it is another: %s', (_, kind, free) => {
    const text = JSON.stringify(sigstore.bundle({ payload, identity, ...kind }))
    expect(verifies(text)).toBe(true)
    const survivors: string[] = []
    for (let at = 0; at < text.length; at += 7) {
      const other = text[at] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      if (verifies(changed) && !freeAt(text, at, free)) survivors.push(text.slice(Math.max(0, at - 40), at + 20))
    }
    expect(survivors).toEqual([])
  })

  // biome-ignore lint/suspicious/noExplicitAny: a tree of JSON of which every node is replaced once
  type Tree = any
  const OTHERS: readonly unknown[] = [null, true, 0, -1, '', 'A', 'AAAA', [], {}, [null], { constructor: 1 }]

  /** Every node of the bundle: the object it stands in, its name there, its path. */
  function nodes(node: Tree, path = ''): { readonly at: Tree; readonly key: string; readonly path: string }[] {
    if (typeof node !== 'object' || node === null) return []
    return Object.keys(node).flatMap((key) => [
      { at: node, key, path: `${path}.${key}` },
      ...nodes(node[key], `${path}.${key}`),
    ])
  }

  it.each([
    ['v0.1 rekor1-dsse', { log: 'rekor1-dsse', version: '0.1', timestamp: true }],
    ['v0.3 rekor2', { log: 'rekor2' }],
  ] as const)('is refused, and throws nothing, when one value of it is another: %s', (_, kind) => {
    const bundle: Tree = JSON.parse(JSON.stringify(sigstore.bundle({ payload, identity, ...kind })))
    const survivors: string[] = []
    for (const { at, key, path } of nodes(bundle)) {
      const own = at[key]
      for (const other of OTHERS.filter((each) => JSON.stringify(each) !== JSON.stringify(own))) {
        at[key] = other
        if (verifies(JSON.stringify(bundle))) survivors.push(`${path} ${JSON.stringify(other)}`)
      }
      at[key] = own
    }
    expect(survivors).toEqual(kind.log === 'rekor2' ? SURVIVORS_V2 : SURVIVORS_V1)
  })
})

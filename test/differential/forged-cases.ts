import {
  encodeStatement,
  FORGERIES,
  fakeSigstore,
  githubIdentity,
  type KeyRequest,
  statement,
  testKey,
} from '@pawl/testkit'
import type { Case, Scene } from './scene.ts'

const HEX = 'ab'.repeat(32)
const SUBJECT = `sha256:${HEX}`
const STATEMENT = statement({
  subject: [{ name: 'app', digest: { sha256: HEX } }],
  predicateType: 'https://test/p',
  predicate: {},
})

type Kind = Pick<KeyRequest, 'version' | 'log' | 'timestamp' | 'proof'>

const KINDS: readonly Kind[] = [
  { version: '0.1', log: 'rekor1-dsse' },
  { version: '0.1', log: 'rekor1-dsse', proof: false },
  { version: '0.1', log: 'rekor1-intoto', timestamp: true },
  { version: '0.2', log: 'rekor1-dsse' },
  { version: '0.2', log: 'rekor1-intoto' },
  { version: '0.2', log: 'rekor2' },
  { version: '0.3', log: 'rekor1-dsse' },
  { version: '0.3', log: 'rekor1-intoto' },
  { version: '0.3', log: 'rekor1-dsse', timestamp: true },
  { version: '0.3', log: 'rekor2' },
  { version: '0.1', log: 'none', timestamp: true },
  { version: '0.3', log: 'none', timestamp: true },
]

const nameOf = ({ version, log, timestamp, proof }: Kind): string =>
  `v${version} ${log}${timestamp === true ? ' stamped' : ''}${proof === false ? ' without proof' : ''}`

/** Every forgery of the testkit in every kind of bundle that has what it breaks, signed by certificates and by keys; and every kind without one. */
export function forgedCases(): readonly Case[] {
  const sigstore = fakeSigstore({ now: 1_790_000_000 })
  const identity = githubIdentity({ repository: 'acme/app' })
  const key = testKey('p256')
  const payload = encodeStatement(STATEMENT)
  const scene = (root: object, pem?: string): Scene => ({
    root: Buffer.from(JSON.stringify(root)),
    subject: SUBJECT,
    ...(pem === undefined ? {} : { key: pem }),
  })
  const scenes = {
    whole: scene(sigstore.trustedRoot),
    withoutLogs: scene({ ...sigstore.trustedRoot, tlogs: [] }),
    // Where no log of certificates vouches for a leaf, its authority alone does.
    withoutCertificateLogs: scene({ ...sigstore.trustedRoot, ctlogs: [] }),
    keys: scene(sigstore.trustedRoot, key.publicPem),
  }
  const forges = [undefined, ...FORGERIES.map(({ name }) => name)]
  return forges.flatMap((forge) =>
    KINDS.flatMap((kind) => {
      const request = { payload, ...kind, ...(forge === undefined ? {} : { forge }) }
      const name = `${forge ?? 'good'}, ${nameOf(kind)}`
      const root = kind.log === 'none' ? scenes.withoutLogs : scenes.whole
      return [
        ...made(`${name}, by a certificate`, root, () => sigstore.bundle({ ...request, identity })),
        ...(forge === undefined || forge.startsWith('leaf-')
          ? made(`${name}, no log of certificates`, scenes.withoutCertificateLogs, () =>
              sigstore.bundle({ ...request, identity }),
            )
          : []),
        ...made(`${name}, by a key`, scenes.keys, () => sigstore.keyBundle({ ...request, key })),
      ]
    }),
  )
}

/** The testkit refuses, with a TypeError, to forge what a kind of bundle does not have. */
function made(name: string, scene: Scene, make: () => object): readonly Case[] {
  try {
    return [{ name, scene, bytes: Buffer.from(JSON.stringify(make())) }]
  } catch (error) {
    if (error instanceof TypeError) return []
    throw error
  }
}

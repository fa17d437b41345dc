import type * as Core from '@pawl/core'
import { ConfigurationInvalid } from '@pawl/document'
import { testKey } from '@pawl/testkit'
import type { Case, Scene } from './scene.ts'

/** As much of the core as is asked: the real one, or a copy with a fault in it. */
export type CoreUnderTest = Pick<typeof Core, 'Fault' | 'loadTrust' | 'pinSubject' | 'discoverSigners'>

/** How far a piece of evidence came: nobody signed it, somebody did, or somebody did and it is a statement about the subject. */
export type Ours =
  | { readonly level: 'refused'; readonly code: string; readonly at: string }
  | { readonly level: 'signed'; readonly code: string; readonly at: string }
  | { readonly level: 'bound'; readonly issuer: string; readonly identity: string }

/** Refused for what the statement says, by which time it is known that somebody signed it. */
const AFTER_THE_SIGNATURE: ReadonlySet<string> = new Set([
  'payload-type-unsupported',
  'statement-malformed',
  'statement-type-unsupported',
  'subject-malformed',
  'subject-mismatch',
  'subject-digest-unsupported',
])

/** Beyond every certificate of the corpus. No key has a window. */
const NOW = 1_800_000_000

export function ourVerdict(core: CoreUnderTest, { bytes, scene, attachment }: Case): Ours {
  const subject = core.pinSubject(scene.subject, new Map())
  const trust = trustOf(core, scene)
  if ('code' in trust) return { level: 'refused', code: trust.code, at: 'trustedRoot' }
  const evidence = { source: 'differential', bytes, ...(attachment && { attachment }) }
  const results = core.discoverSigners(evidence, subject, trust, NOW)
  const bound = results.find((result) => !('outcome' in result))
  if (bound !== undefined && !('outcome' in bound)) {
    const { signer } = bound
    return signer.kind === 'key'
      ? { level: 'bound', issuer: '', identity: '' }
      : { level: 'bound', issuer: signer.issuer, identity: signer.identity }
  }
  const rejections = results.flatMap((result) => ('outcome' in result ? [result] : []))
  const [told] = rejections.toSorted((a, b) => Number(isSigned(b.code)) - Number(isSigned(a.code)))
  if (told === undefined) throw new TypeError('no verdict')
  return { level: isSigned(told.code) ? 'signed' : 'refused', code: told.code, at: told.at }
}

const isSigned = (code: string): boolean => AFTER_THE_SIGNATURE.has(code)

/** What is trusted, or why it cannot be read. */
type Trust = ReturnType<CoreUnderTest['loadTrust']> | { readonly code: string }
const known = new WeakMap<CoreUnderTest, WeakMap<Scene, Trust>>()
const stranger = testKey('ed25519').publicPem

function trustOf(core: CoreUnderTest, scene: Scene): Trust {
  const ofCore = known.get(core) ?? new WeakMap<Scene, Trust>()
  known.set(core, ofCore)
  const trust = ofCore.get(scene) ?? load(core, scene)
  ofCore.set(scene, trust)
  return trust
}

/** The attester is of no matter: `discoverSigners` finds every identity of a root, and every key that anybody has. */
function load(core: CoreUnderTest, { root, key }: Scene): Trust {
  const configuration = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'differential', revision: 1 },
    spec: {
      roots: [{ name: 'scene', trustedRoot: 'root' }],
      attesters: [{ name: 'signer', keys: [{ file: 'key' }], claims: ['provenance'] }],
    },
  }
  const file = (name: string): Uint8Array => (name === 'root' ? root : Buffer.from(key ?? stranger))
  try {
    return core.loadTrust(configuration, { file, publicGood: () => Buffer.from('') })
  } catch (error) {
    // A root that cannot be trusted is no root; anything else that is thrown is a failure of the test.
    if (error instanceof ConfigurationInvalid || error instanceof core.Fault) return { code: 'trusted-root-invalid' }
    throw error
  }
}

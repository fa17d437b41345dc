import type { Demands, Question } from '../oracles/question.ts'
import type { Case } from './scene.ts'

/**
 * The case as the oracles can be asked. They read bundles: an envelope without one is put into one, each of its signatures by itself, because a bundle
 * has exactly one. The text stays as it is, with all that is odd about it.
 */
export function questionsOf({ bytes, told = bytes, scene }: Case): readonly Question[] {
  const { root, key, subject } = scene
  return bundlesOf(told).map((bundle) => ({
    bundle,
    root,
    demands: demandsOf(bundle, root, key !== undefined),
    digest: subject.replace('sha256:', ''),
    ...(key === undefined ? {} : { key: { pem: key } }),
  }))
}

function bundlesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes).toString('utf8')
  const value = membersOf(parsed(text))
  if ('mediaType' in value || !('payload' in value)) return [bytes]
  const signatures = Array.isArray(value['signatures']) ? value['signatures'] : []
  if (signatures.length <= 1) return [wrapped(text)]
  return signatures.map((signature) => wrapped(JSON.stringify({ ...value, signatures: [signature] })))
}

const wrapped = (envelope: string): Uint8Array =>
  Buffer.from(
    `{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":""}},"dsseEnvelope":${envelope}}`,
  )

/**
 * What Pawl demands, and no more. Of a certificate: what its root has. Of a key: that what is there verifies, and that there is a time where anything
 * is there.
 */
function demandsOf(bundle: Uint8Array, root: Uint8Array, isKey: boolean): Demands {
  if (!isKey) return demandsOfRoot(root)
  const material = membersOf(membersOf(parsed(Buffer.from(bundle).toString('utf8')))['verificationMaterial'])
  const entries = lengthOf(material['tlogEntries'])
  const stamps = lengthOf(membersOf(material['timestampVerificationData'])['rfc3161Timestamps'])
  return { logs: entries > 0 ? 1 : 0, scts: 0, times: entries + stamps > 0 ? 1 : 0 }
}

const known = new WeakMap<Uint8Array, Demands>()

function demandsOfRoot(root: Uint8Array): Demands {
  const value = membersOf(parsed(Buffer.from(root).toString('utf8')))
  const demands: Demands = known.get(root) ?? {
    logs: lengthOf(value['tlogs']) > 0 ? 1 : 0,
    scts: lengthOf(value['ctlogs']) > 0 ? 1 : 0,
    times: 1,
  }
  known.set(root, demands)
  return demands
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON: every verifier says so itself.
    return undefined
  }
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0)

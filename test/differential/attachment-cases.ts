import {
  type BundleJson,
  cosignLayer,
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  statement,
  testKey,
} from '@pawl/testkit'
import { createRandom, type Random } from '../generators/prng.ts'
import { mutateDer } from './der-mutations.ts'
import { nodeOf, slotsIn, write } from './json-node.ts'
import type { MutatedCase } from './mutated-cases.ts'
import { MUTATIONS } from './mutations.ts'
import type { Scene } from './scene.ts'

const HEX = 'ab'.repeat(32)
const CERTIFICATE = 'dev.sigstore.cosign/certificate'
const ENTRY = 'dev.sigstore.cosign/bundle'

/** Text beside an envelope, as an annotation has it. */
interface Parts {
  readonly envelope: string
  readonly certificate?: string
  readonly logEntry?: string
  readonly chain?: string
}

interface Base {
  readonly parts: Parts
  readonly scene: Scene
}

/** By the part that is changed. */
export const ATTACHMENT_PARTS = ['envelope', 'certificate', 'logEntry', 'chain', 'a part of another'] as const

/**
 * What cosign wrote beside an envelope, with one thing changed. The oracles, which read bundles alone, are asked about the bundle that a lenient
 * reader would make of the same parts.
 */
export function attachmentCases(count: number, seed: number): readonly MutatedCase[] {
  const random = createRandom(seed)
  const bases = makeBases()
  return Array.from({ length: count }, (_, index) => {
    const { parts, scene } = random.pick(bases)
    const donor = random.pick(bases).parts
    const part = random.pick(ATTACHMENT_PARTS)
    const { changed, did } = change(random, part, parts, donor)
    const { envelope, ...attachment } = changed
    return {
      name: `attachment ${index} of seed ${seed}, ${part}: ${did}`,
      mutations: [`${part}: ${did}`],
      scene,
      bytes: Buffer.from(envelope),
      attachment,
      told: Buffer.from(bundleOf(changed)),
    }
  })
}

function makeBases(): readonly Base[] {
  const sigstore = fakeSigstore({ now: 1_790_000_000 })
  const payload = encodeStatement(
    statement({ subject: [{ name: 'app', digest: { sha256: HEX } }], predicateType: 'https://test/p', predicate: {} }),
  )
  const root = Buffer.from(JSON.stringify(sigstore.trustedRoot))
  const key = testKey('p256')
  const keyless: Scene = { root, subject: `sha256:${HEX}` }
  const keyed: Scene = { ...keyless, key: key.publicPem }
  const identity = githubIdentity({ repository: 'acme/app' })
  return (['rekor1-dsse', 'rekor1-intoto'] as const).flatMap((log) => [
    { scene: keyless, parts: partsOf(sigstore.bundle({ payload, identity, version: '0.1', log })) },
    { scene: keyed, parts: partsOf(sigstore.keyBundle({ payload, key, version: '0.1', log })) },
  ])
}

function partsOf(bundle: BundleJson): Parts {
  const { bytes, annotations } = cosignLayer(bundle)
  const { [CERTIFICATE]: certificate, [ENTRY]: logEntry } = annotations
  return {
    envelope: Buffer.from(bytes).toString('utf8'),
    ...(certificate !== undefined && { certificate }),
    ...(logEntry !== undefined && { logEntry }),
  }
}

interface Changed {
  readonly changed: Parts
  readonly did: string
}

function change(random: Random, part: (typeof ATTACHMENT_PARTS)[number], parts: Parts, donor: Parts): Changed {
  if (part === 'chain') return { changed: { ...parts, chain: parts.certificate ?? 'nonsense' }, did: 'any' }
  if (part === 'a part of another') return anothers(random, parts, donor)
  const text = parts[part]
  if (text === undefined) return anothers(random, parts, donor)
  const { to, did } = part === 'certificate' ? otherPem(random, text) : otherJson(random, text, donor[part] ?? '{}')
  return { changed: { ...parts, [part]: to }, did }
}

function anothers(random: Random, parts: Parts, donor: Parts): Changed {
  const which = random.pick(['certificate', 'logEntry', 'envelope'] as const)
  const { [which]: _own, ...rest } = parts
  const other = random.chance(0.3) && which !== 'envelope' ? undefined : donor[which]
  const envelope = parts.envelope
  return { changed: { envelope, ...rest, ...(other !== undefined && { [which]: other }) }, did: which }
}

function otherJson(random: Random, text: string, donorText: string): { readonly to: string; readonly did: string } {
  const tree = nodeOf(JSON.parse(text))
  const donor = nodeOf(JSON.parse(donorText))
  const [did, mutate] = random.pick(Object.entries(MUTATIONS))
  const slots = random.sample(slotsIn(tree), 60)
  return slots.some((slot) => mutate(random, slot, donor))
    ? { to: write(tree), did }
    : { to: ` ${text}`, did: 'a space' }
}

function otherPem(random: Random, pem: string): { readonly to: string; readonly did: string } {
  const der = derOf(pem)
  const changed = random.chance(0.3) ? mutateDer(random, der) : undefined
  if (changed !== undefined) return { to: pemText(changed), did: 'another element of DER' }
  const to = random.pick([
    pem.trimEnd(),
    pem.replaceAll('\n', '\r\n'),
    `\n${pem}`,
    `text\n${pem}`,
    `${pem}${pem}`,
    `${pem}text`,
    pem.replace('\n', ' \n'),
    pem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'),
    pem.replace('-----END', '====\n-----END'),
    pem.replace(/\n(?=[A-Za-z0-9+/]{64}\n)/, ''),
    pem.replaceAll('+', '-'),
    pem.slice(0, -30),
    '',
  ])
  return { to, did: 'another spelling of PEM' }
}

const pemText = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`

/** As leniently as anybody might. */
function derOf(pem: string): Buffer {
  const [, base64 = ''] = /-----BEGIN [A-Z ]+-----([\s\S]*?)(?:-----END|$)/.exec(pem) ?? []
  return Buffer.from(base64, 'base64')
}

function bundleOf({ envelope, certificate, logEntry }: Parts): string {
  const signer =
    certificate === undefined
      ? { publicKey: { hint: '' } }
      : { x509CertificateChain: { certificates: [{ rawBytes: derOf(certificate).toString('base64') }] } }
  const verificationMaterial = { ...signer, tlogEntries: logEntry === undefined ? [] : entriesOf(logEntry) }
  const head = { mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1', verificationMaterial }
  // The envelope as it is written, which may be what no value is.
  return `${JSON.stringify(head).slice(0, -1)},"dsseEnvelope":${envelope}}`
}

function entriesOf(text: string): readonly object[] {
  try {
    const { SignedEntryTimestamp: signedEntryTimestamp, Payload: payload } = JSON.parse(text)
    const { kind, apiVersion } = JSON.parse(Buffer.from(payload.body, 'base64').toString('utf8'))
    return [
      {
        logIndex: String(payload.logIndex),
        logId: { keyId: Buffer.from(payload.logID, 'hex').toString('base64') },
        kindVersion: { kind, version: apiVersion },
        integratedTime: String(payload.integratedTime),
        inclusionPromise: { signedEntryTimestamp },
        canonicalizedBody: payload.body,
      },
    ]
  } catch {
    // No entry that anybody could read: then there is none.
    return []
  }
}

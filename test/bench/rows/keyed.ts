import { createPublicKey } from 'node:crypto'
import { isRejection, loadTrust, pinSubject, verifyImage } from '@pawl/core'
import { encodeStatement, fakeSigstore, statement, type TestKey, testKey } from '@pawl/testkit'
import { bundleFromJSON } from '@sigstore/bundle'
import { toSignedEntity, Verifier } from '@sigstore/verify'
import { processorTime } from '../harness/clock.ts'
import { type Contender, timed } from '../harness/contender.ts'
import type { Row } from '../harness/row.ts'
import type { Size } from '../harness/size.ts'
import { NOW } from '../scenes/admission-policy.ts'
import { recordChecks } from './signature-checks.ts'
import { sigstoreGo } from './sigstore-go.ts'

/** Different bundles; nothing remembers one. */
const POOL = 40
const SIGSTORE = fakeSigstore({ now: NOW })
const HEX = 'a'.repeat(64)
const SUBJECT = pinSubject(`sha256:${HEX}`, new Map())
const SPDX = 'https://spdx.dev/Document'

interface Scene {
  readonly what: string
  readonly key: TestKey
  readonly payload: (serial: number) => Uint8Array
  readonly calls: number
  readonly ratios: NonNullable<Row['ratios']>
  readonly target?: number
}

const small = (serial: number): Uint8Array =>
  encodeStatement(statement({ subject: [{ digest: { sha256: HEX } }], predicateType: SPDX, predicate: { serial } }))

/** Ten megabytes, as a program writes them: 20,000 packages with their purls, licences and checksums. */
function large(serial: number): Uint8Array {
  const packages = Array.from({ length: 20_000 }, (_, at) => ({
    SPDXID: `SPDXRef-Package-npm-package-${at}-${serial}`,
    name: `package-${at}`,
    versionInfo: `1.${at % 50}.${at % 7}`,
    supplier: `Organization: The maintainers of package ${at}`,
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'Apache-2.0',
    licenseDeclared: 'Apache-2.0',
    copyrightText: 'NOASSERTION',
    checksums: [{ algorithm: 'SHA256', checksumValue: at.toString(16).padStart(64, '0') }],
    externalRefs: [
      {
        referenceCategory: 'PACKAGE-MANAGER',
        referenceType: 'purl',
        referenceLocator: `pkg:npm/package-${at}@1.${at % 50}.0`,
      },
    ],
  }))
  const predicate = { spdxVersion: 'SPDX-2.3', name: `app-${serial}`, packages }
  return encodeStatement(statement({ subject: [{ digest: { sha256: HEX } }], predicateType: SPDX, predicate }))
}

const SCENES: readonly Scene[] = [
  { what: 'key bundle, P-256', key: testKey('p256'), payload: small, calls: 800, ratios: { peer: 1.7 } },
  { what: 'key bundle, Ed25519', key: testKey('ed25519'), payload: small, calls: 800, ratios: { floor: 1.1 } },
  { what: 'SPDX of 10 MB, P-256', key: testKey('p256'), payload: large, calls: 1, ratios: {}, target: 70_000 },
]

/** From the bytes of a bundle signed with a key to the signer, the statement and its subject. The predicate is one that no claim is made of: it stays unread. */
export function keyedRows(go: string | undefined, size: Size): readonly Row[] {
  return SCENES.flatMap((scene) => {
    const base = {
      pawl: ours(scene, size),
      floor: checksAlone(scene, size),
      ...(scene.target && { target: scene.target }),
    }
    return [
      { what: scene.what, ...base, peer: library(scene, size) },
      { what: `${scene.what}, Go`, ...base, peer: goOf(scene, go, size), ratios: scene.ratios },
    ]
  })
}

function goOf({ key, payload, calls }: Scene, go: string | undefined, size: Size): Contender | string {
  if (go === undefined) return 'skipped: PAWL_SIGSTORE_GO names no program'
  const bundles = Array.from({ length: calls === 1 ? 1 : 20 }, (_, at) => made({ key, payload }, 1_000_000 + at))
  return sigstoreGo(go, { bundles, root: '', key: key.publicPem, rounds: size.calls(calls === 1 ? 2 : 10) })
}

function made({ key, payload }: Pick<Scene, 'key' | 'payload'>, serial: number): Buffer {
  const bundle = SIGSTORE.keyBundle({ payload: payload(serial), key, log: 'none', timestamp: false })
  return Buffer.from(JSON.stringify(bundle))
}

function ours(scene: Scene, size: Size): Contender {
  const verify = verifier(scene)
  return timed(
    {
      name: 'verifyImage',
      calls: size.calls(scene.calls),
      pool: scene.calls === 1 ? 1 : POOL,
      prepare: (serial) => {
        const bytes = made(scene, serial)
        return () => verify(bytes)
      },
      isRight: (answer) => answer === 'predicate-type-unknown',
    },
    processorTime,
  )
}

/** Everything but a claim: the last refusal comes after the signature, the statement and the subject, and only because nobody reads SPDX yet. */
function verifier({ key }: Scene): (bytes: Uint8Array) => string {
  const spec = { attesters: [{ name: 'team', keys: [{ file: 'team.pub' }], claims: ['sbom'] }] }
  const trust = loadTrust(
    { apiVersion: 'pawl.dev/v1', kind: 'TrustConfiguration', metadata: { name: 'bench', revision: 1 }, spec },
    { file: () => Buffer.from(key.publicPem), publicGood: () => new Uint8Array() },
  )
  const times = { verifiedAt: NOW, validUntil: NOW + 300 }
  return (bytes) => {
    const [finding] = verifyImage([{ source: 'bench', bytes }], SUBJECT, trust, times).findings
    return finding !== undefined && isRejection(finding.result) ? finding.result.code : 'a claim'
  }
}

function library(scene: Scene, size: Size): Contender {
  const publicKey = createPublicKey(scene.key.publicPem)
  const material = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] }
  const verifierOf = new Verifier(
    { ...material, publicKey: () => ({ publicKey, validFor: () => true }) },
    { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 },
  )
  return timed(
    {
      name: '@sigstore/verify, and JSON.parse of the payload',
      calls: size.calls(scene.calls),
      pool: scene.calls === 1 ? 1 : POOL,
      prepare: (serial) => {
        const bytes = made(scene, serial)
        return () => {
          const bundle = bundleFromJSON(JSON.parse(bytes.toString('utf8')))
          verifierOf.verify(toSignedEntity(bundle))
          if (bundle.content.$case !== 'dsseEnvelope') return undefined
          return JSON.parse(bundle.content.dsseEnvelope.payload.toString('utf8')).predicateType
        }
      },
      isRight: (answer) => answer === SPDX,
    },
    processorTime,
  )
}

function checksAlone(scene: Scene, size: Size): Contender {
  const verify = verifier(scene)
  return timed(
    {
      name: 'its signature check alone, in node:crypto',
      calls: size.calls(scene.calls),
      pool: scene.calls === 1 ? 1 : POOL,
      prepare: (serial) => {
        const bytes = made(scene, serial)
        const [check] = recordChecks(() => verify(bytes))
        return () => check?.()
      },
      isRight: (answer) => answer === true,
    },
    processorTime,
  )
}

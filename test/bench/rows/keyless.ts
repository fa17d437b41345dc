import { isRejection, type JsonObject, readJsonObject } from '@pawl/core'
import { encodeStatement, fakeSigstore, githubIdentity, type LogChoice } from '@pawl/testkit'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot as LibraryRoot } from '@sigstore/protobuf-specs'
import { type Signer, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { parseBundle } from '../../../packages/core/src/sigstore/bundle.ts'
import { parseTrustedRoot } from '../../../packages/core/src/sigstore/trusted-root.ts'
import { type KeylessProof, verifyKeyless } from '../../../packages/core/src/sigstore/verify-keyless.ts'
import { processorTime } from '../harness/clock.ts'
import { type Contender, timed } from '../harness/contender.ts'
import type { Row } from '../harness/row.ts'
import type { Size } from '../harness/size.ts'
import { NOW } from '../scenes/admission-policy.ts'
import { recordChecks } from './signature-checks.ts'
import { sigstoreGo } from './sigstore-go.ts'

interface Kind {
  readonly what: string
  readonly log: LogChoice
  /** Signatures that have to be checked. */
  readonly signatures: number
  readonly ratios: NonNullable<Row['ratios']>
}

const KINDS: readonly Kind[] = [
  // The envelope, the certificate, its SCT; of the log entry the promise and the checkpoint.
  { what: 'keyless bundle, Rekor v1', log: 'rekor1-dsse', signatures: 5, ratios: { peer: 2, floor: 1.5 } },
  // The envelope, the certificate, its SCT, the checkpoint; of the timestamp the token.
  { what: 'keyless bundle, Rekor v2 and timestamp', log: 'rekor2', signatures: 5, ratios: { peer: 1.9, floor: 1.25 } },
]

/** Different bundles; nothing remembers one. */
const POOL = 40
const SIGSTORE = fakeSigstore({ now: NOW })
const IDENTITY = githubIdentity({ repository: 'acme/app' })
const ROOT = parseTrustedRoot(objectOf(Buffer.from(JSON.stringify(SIGSTORE.trustedRoot))))
const LIBRARY = new Verifier(toTrustMaterial(LibraryRoot.fromJSON(SIGSTORE.trustedRoot)), {
  tlogThreshold: 1,
  ctlogThreshold: 1,
  timestampThreshold: 1,
})

/** From the bytes of a bundle to who signed it and when; the trusted root is loaded. Every bundle is another one. */
export function keylessRows(go: string | undefined, size: Size): readonly Row[] {
  return KINDS.flatMap((kind) => {
    const base = { pawl: ours(kind, size.calls(120)), floor: checksAlone(kind, size.calls(120)) }
    return [
      { what: kind.what, ...base, peer: library(kind, size.calls(20)) },
      { what: `${kind.what}, Go`, ...base, peer: goOf(kind, go, size), ratios: kind.ratios },
    ]
  })
}

function goOf(kind: Kind, go: string | undefined, size: Size): Contender | string {
  if (go === undefined) return 'skipped: PAWL_SIGSTORE_GO names no program'
  const bundles = Array.from({ length: 12 }, (_, at) => made(kind, 1_000_000 + at).bytes)
  return sigstoreGo(go, { bundles, root: JSON.stringify(SIGSTORE.trustedRoot), key: '', rounds: size.calls(4) })
}

function ours(kind: Kind, calls: number): Contender {
  return timed(
    {
      name: 'verifyKeyless',
      calls,
      pool: POOL,
      prepare: (serial) => {
        const { bytes } = made(kind, serial)
        return () => verify(bytes)
      },
      isRight: (answer) => (answer as KeylessProof | undefined)?.identity.san === IDENTITY.san,
    },
    processorTime,
  )
}

function library(kind: Kind, calls: number): Contender {
  return timed(
    {
      name: '@sigstore/verify, which checks less (docs/decisions/0001)',
      calls,
      pool: POOL,
      prepare: (serial) => {
        const { bytes, payload } = made(kind, serial)
        return () => LIBRARY.verify(toSignedEntity(bundleFromJSON(JSON.parse(bytes.toString('utf8'))), payload))
      },
      isRight: (answer) => (answer as Signer).identity?.subjectAlternativeName === IDENTITY.san,
    },
    processorTime,
  )
}

function checksAlone(kind: Kind, calls: number): Contender {
  return timed(
    {
      name: `its ${kind.signatures} signature checks alone, in node:crypto`,
      calls,
      pool: POOL,
      prepare: (serial) => {
        const { bytes } = made(kind, serial)
        const checks = recordChecks(() => verify(bytes))
        return () => checks.filter((check) => check()).length
      },
      isRight: (answer) => answer === kind.signatures,
    },
    processorTime,
  )
}

function made({ log }: Kind, serial: number): { readonly bytes: Buffer<ArrayBuffer>; readonly payload: Buffer } {
  const payload = Buffer.from(encodeStatement({ predicate: { serial } }))
  const bundle = SIGSTORE.bundle({ payload, identity: IDENTITY, version: '0.3', log })
  return { bytes: Buffer.from(JSON.stringify(bundle)), payload }
}

function verify(bytes: Uint8Array): KeylessProof | undefined {
  const bundle = parseBundle(objectOf(bytes))
  if (isRejection(bundle)) return undefined
  const proof = verifyKeyless(bundle, ROOT)
  return isRejection(proof) ? undefined : proof
}

function objectOf(bytes: Uint8Array): JsonObject {
  const read = readJsonObject(bytes)
  if (read === undefined) throw new TypeError('not an object')
  return read
}

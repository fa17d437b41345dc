import {
  type BundleJson,
  encodeStatement,
  FORGERIES,
  fakeSigstore,
  githubIdentity,
  type KeylessRequest,
} from '@pawl/testkit'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot as LibraryRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, type JsonObject, readJson } from '../bytes/strict-json.ts'
import { isRejection } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import { parseTrustedRoot } from './trusted-root.ts'
import { verifyKeyless } from './verify-keyless.ts'

const sigstore = fakeSigstore({ now: 1_790_000_000 })
const request = { payload: encodeStatement({}), identity: githubIdentity({ repository: 'acme/app' }) }
const trust = toTrustMaterial(LibraryRoot.fromJSON(sigstore.trustedRoot))
const verifier = new Verifier(trust, { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 })

function asRead(value: object): JsonObject {
  const read = readJson(Buffer.from(JSON.stringify(value)))
  if (isInvalidJson(read) || !isJsonObject(read)) throw new TypeError('not an object')
  return read
}

const root = parseTrustedRoot(asRead(sigstore.trustedRoot))

function oursAccepts(bundle: BundleJson): boolean {
  const parsed = parseBundle(asRead(bundle))
  return !isRejection(parsed) && !isRejection(verifyKeyless(parsed, root))
}

function libraryAccepts(bundle: BundleJson): boolean {
  try {
    verifier.verify(toSignedEntity(bundleFromJSON(bundle), Buffer.from(request.payload)))
    return true
  } catch {
    return false
  }
}

function made(kind: Partial<KeylessRequest>): BundleJson[] {
  try {
    return [sigstore.bundle({ ...request, ...kind })]
  } catch {
    return [] // The testkit refuses forgeries of what a kind does not have.
  }
}

const KINDS = [
  { version: '0.1', log: 'rekor1-dsse', proof: false },
  { version: '0.2', log: 'rekor1-intoto' },
  { version: '0.3', log: 'rekor1-dsse', timestamp: true },
  { version: '0.3', log: 'rekor2' },
] as const

describe('the Sigstore library as oracle', () => {
  it('accepts whatever we accept, good or forged', () => {
    const names = [undefined, ...FORGERIES.map(({ name }) => name)]
    const bundles = names.flatMap((forge) =>
      KINDS.flatMap((kind) => made(forge === undefined ? kind : { ...kind, forge })).map((bundle) => ({
        forge,
        bundle,
      })),
    )
    const answers = bundles.map(({ forge, bundle }) => ({
      forge,
      ours: oursAccepts(bundle),
      library: libraryAccepts(bundle),
    }))
    expect(answers.filter(({ ours, library }) => ours && !library)).toEqual([])
    // The oracle is awake: it accepts every good kind as we do.
    expect(answers.filter(({ forge, ours, library }) => forge === undefined && ours && library)).toHaveLength(
      KINDS.length,
    )
  })
})

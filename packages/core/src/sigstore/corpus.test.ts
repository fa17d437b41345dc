import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { JsonValue } from '@pawl/document'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot as LibraryRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, type JsonObject, readJson } from '../bytes/strict-json.ts'
import { type PublicKey, parsePublicKey } from '../keys/public-key.ts'
import { isRejection, type RejectionCode } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import { parseTrustedRoot, type TrustedRoot } from './trusted-root.ts'
import { verifyKeyBundle } from './verify-key-bundle.ts'
import { verifyKeyless } from './verify-keyless.ts'

// Bundles of other projects are read in place and stay where they are.
const corpus = process.env['PAWL_CORPUS'] ?? ''
const title = corpus === '' ? 'corpus (skipped: PAWL_CORPUS names no folder)' : 'corpus'

type Answer = RejectionCode | 'accepted'

/** DSSE bundles that must be refused, and why. `file#n` is the n-th bundle of a file. All others must verify. */
const REFUSED: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['conformance/dsse-invalid-sig_fail/bundle.sigstore.json#0', 'log-entry-mismatch'],
  ['conformance/dsse-mismatch-envelope_fail/bundle.sigstore.json#0', 'log-entry-mismatch'],
  ['conformance/dsse-mismatch-sig_fail/bundle.sigstore.json#0', 'log-entry-mismatch'],
  ['conformance/intoto-expired-certificate_fail/bundle.sigstore.json#0', 'certificate-outside-validity'],
  ['conformance/intoto-log-entry-mismatch_fail/bundle.sigstore.json#0', 'log-entry-mismatch'],
  ['conformance/intoto-missing-inclusion-proof_fail/bundle.sigstore.json#0', 'bundle-malformed'],
  ['conformance/intoto-set-outside-signing-cert-validity_fail/bundle.sigstore.json#0', 'certificate-outside-validity'],
  [
    'conformance/intoto-tsa-timestamp-outside-cert-validity_fail/bundle.sigstore.json#0',
    'certificate-outside-validity',
  ],
  ['conformance/rekor2-dsse-invalid-sig_fail/bundle.sigstore.json#0', 'log-entry-mismatch'],
  ['conformance/rekor2-dsse-mismatch-envelope_fail/bundle.sigstore.json#0', 'log-entry-mismatch'],
  ['conformance/rekor2-dsse-mismatch-sig_fail/bundle.sigstore.json#0', 'log-entry-mismatch'],
  ['github-attestations/sigstoreBundle-invalid-signature.json#0', 'log-entry-mismatch'],
  ['npm/gundam-visor-cli-v1-tag-invalidsigprov.tgz.json#1', 'log-entry-mismatch'],
  ['npm/gundam-visor-cli-v1-tag-invalidsigpub.tgz.json#0', 'signature-invalid'],
  ['npm/provenance-npm-test-cli-v1-prega-invalidsigprov.tgz.json#1', 'log-entry-mismatch'],
  ['npm/provenance-npm-test-cli-v1-prega-invalidsigpub.tgz.json#0', 'signature-invalid'],
  ['npm/slsa-verifier-unit/npm-att-mismatch-prov-payloadtype.json#0', 'log-entry-mismatch'],
  ['npm/slsa-verifier-unit/npm-att-publish-nodigest.json#1', 'signature-invalid'],
  ['npm/slsa-verifier-unit/npm-att-publish-nosubjects.json#1', 'signature-invalid'],
  ['sigstore-go/dsse-2sigs.sigstore.json#0', 'signature-count'],
  ['slsa-bundle/invalid-dsse-sig.sigstore.json#0', 'envelope-malformed'],
  ['slsa-bundle/invalid-set.sigstore.json#0', 'bundle-malformed'],
  ['slsa-bundle/mismatch-tlog.sigstore.json#0', 'log-entry-mismatch'],
])
const DSSE_BUNDLES = 56

const expected = (name: string): Answer => REFUSED.get(name) ?? 'accepted'

interface Found {
  readonly name: string
  readonly bundle: JsonObject
}

const FOLDERS = ['conformance', 'cosign', 'github-attestations', 'npm', 'sigstore-go', 'sigstore-python', 'slsa-bundle']

function bundles(): Found[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(corpus, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(corpus, '/').length)),
  )
  return files.sort().flatMap((file) => bundlesOf(file).map((bundle, index) => ({ name: `${file}#${index}`, bundle })))
}

/** One bundle, JSON lines of bundles, or the answer of the npm attestations API. */
function bundlesOf(file: string): JsonObject[] {
  const bytes = readFileSync(join(corpus, file))
  const whole = readJson(bytes)
  const values = isInvalidJson(whole)
    ? bytes
        .toString()
        .split('\n')
        .map((line) => readJson(Buffer.from(line)))
    : [whole]
  return values.filter(isObject).flatMap((value) => {
    const list = value['attestations']
    if (Array.isArray(list))
      return list.map((each) => (isJsonObject(each) ? each['bundle'] : undefined)).filter(isObject)
    return value['verificationMaterial'] === undefined ? [] : [value]
  })
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === null
}

/** The root that the manifest of the corpus names for a file. */
function rootFile(name: string): string {
  const own = join(corpus, dirname(name), 'trusted_root.json')
  if (existsSync(own)) return own
  if (name.includes('github_provenance_demo')) return join(corpus, 'trust/github-trusted-root.json')
  if (name.startsWith('cosign/')) return join(corpus, 'cosign/trusted_root_pgi.json')
  if (name.includes('othername')) return join(corpus, 'sigstore-go/scaffolding.trusted_root.json')
  return join(corpus, 'trust/pgi-trusted-root-seed.json')
}

function json(file: string): JsonValue {
  const value = readJson(readFileSync(file))
  if (isInvalidJson(value)) throw new TypeError(basename(file))
  return value
}

function npmKey(): PublicKey {
  return parsePublicKey(readFileSync(join(corpus, 'sigstore-go/publish_key.pub'), 'utf8'))
}

function ours(bundle: JsonObject, root: TrustedRoot, key: PublicKey): Answer {
  const parsed = parseBundle(bundle)
  if (isRejection(parsed)) return parsed.code
  const proof = parsed.signer.kind === 'key' ? verifyKeyBundle(parsed, key, [root]) : verifyKeyless(parsed, root)
  return isRejection(proof) ? proof.code : 'accepted'
}

/** The oracle, asked as leniently as it can be asked: every threshold at what the bundle's kind has. */
function library(bundle: JsonObject, file: string, key: PublicKey): string {
  try {
    const root = LibraryRoot.fromJSON(JSON.parse(readFileSync(file, 'utf8')))
    const trust = toTrustMaterial(root, () => ({ publicKey: key.object, validFor: () => true }))
    const read = bundleFromJSON(JSON.parse(JSON.stringify(bundle)))
    const keyed = read.verificationMaterial.content.$case === 'publicKey'
    const tlogThreshold = root.tlogs.length === 0 ? 0 : 1
    const ctlogThreshold = keyed || root.ctlogs.length === 0 ? 0 : 1
    new Verifier(trust, { tlogThreshold, ctlogThreshold, timestampThreshold: 1 }).verify(toSignedEntity(read))
    return 'accepted'
  } catch (error) {
    return String(error)
  }
}

describe.skipIf(corpus === '')(title, () => {
  const found = corpus === '' ? [] : bundles()
  const isDsse = ({ bundle }: Found): boolean => bundle['dsseEnvelope'] !== undefined

  it('has every bundle of the table', () => {
    const names = found.filter(isDsse).map(({ name }) => name)
    expect(names).toHaveLength(DSSE_BUNDLES)
    expect(names).toEqual(expect.arrayContaining([...REFUSED.keys()]))
  })

  it.each(found.filter(isDsse).map((each) => [each.name, each] as const))(
    'answers %s by the table',
    (name, { bundle }) => {
      expect(ours(bundle, parseTrustedRoot(json(rootFile(name))), npmKey())).toBe(expected(name))
    },
  )

  it.each(found.filter((each) => !isDsse(each)).map((each) => [each.name, each] as const))(
    'refuses %s, which is no envelope',
    (_, { bundle }) => {
      expect(parseBundle(bundle)).toMatchObject({ outcome: 'rejected' })
    },
  )

  it('accepts nothing that the library refuses', () => {
    const accepted = found.filter((each) => isDsse(each) && expected(each.name) === 'accepted')
    expect(accepted.length).toBeGreaterThan(20)
    expect(accepted.map(({ name, bundle }) => [name, library(bundle, rootFile(name), npmKey())])).toEqual(
      accepted.map(({ name }) => [name, 'accepted']),
    )
  })

  it.each([
    'trust/pgi-trusted-root-seed.json',
    'trust/github-trusted-root.json',
    'trust/public-good-2023-sigstore-go.json',
    'sigstore-go/scaffolding.trusted_root.json',
    'cosign/trusted_root_pgi.json',
  ])('reads the trusted root %s', (file) => {
    expect(parseTrustedRoot(json(join(corpus, file))).certificateAuthorities.length).toBeGreaterThan(0)
  })

  it('rejects the provenance of a private GitHub instance when the public root is asked: timestamp-invalid', () => {
    const [private_] = found.filter(({ name }) => name.includes('any-bundle.jsonl'))
    const root = parseTrustedRoot(json(join(corpus, 'trust/pgi-trusted-root-seed.json')))
    expect(private_ && ours(private_.bundle, root, npmKey())).toBe('timestamp-invalid')
  })

  it('refuses a trusted root when a log key has no start: trusted-root-invalid', () => {
    const file = 'conformance/trust-root-tlog-missing-validity-start_fail/trusted_root.json'
    expect(() => parseTrustedRoot(json(join(corpus, file)))).toThrow(
      expect.objectContaining({ code: 'trusted-root-invalid', at: 'tlogs[1]' }),
    )
  })
})

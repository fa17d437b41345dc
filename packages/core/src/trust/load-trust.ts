import {
  ConfigurationInvalid,
  canonicalBytes,
  configurationProblems,
  type JsonValue,
  LIMITS,
  parseInstant,
} from '@pawl/document'
import { z } from 'zod'
import { sha256Digest } from '../bytes/sha256.ts'
import { isInvalidJson, readJson } from '../bytes/strict-json.ts'
import { parsePublicKey } from '../keys/public-key.ts'
import { isBuiltIn } from '../predicates/registry.ts'
import { isCertificateField } from '../sigstore/certificate-fields.ts'
import { parseTrustedRoot, type TrustedRoot } from '../sigstore/trusted-root.ts'
import { refuseOverlaps } from './overlap.ts'
import {
  type Attester,
  CLAIM_TYPES,
  type CustomSummary,
  type KeylessIdentity,
  type TrustConfiguration,
  type TrustedKey,
} from './trust-configuration.ts'
import { invalidTrust } from './trust-invalid.ts'
import {
  trustConfiguration,
  type WrittenAttester,
  type WrittenIdentity,
  type WrittenRoot,
  type WrittenTrust,
} from './trust-schema.ts'

/** How the files that a configuration names reach this package, which has no disk. Both throw where there is nothing. */
export interface TrustMaterial {
  /** The bytes of a file, by the path that the configuration names. */
  readonly file: (path: string) => Uint8Array
  /** The public-good trusted root that is pinned with the software. */
  readonly publicGood: () => Uint8Array
}

/**
 * Reads a trust configuration that is already parsed from YAML or JSON. Throws ConfigurationInvalid with every problem of its shape, and Fault
 * `key-invalid` or `trusted-root-invalid` for what its files hold.
 */
export function loadTrust(value: unknown, material: TrustMaterial): TrustConfiguration {
  const read = trustConfiguration.safeParse(value)
  if (!read.success)
    throw new ConfigurationInvalid(
      'trust-invalid',
      configurationProblems(read.error.issues, z.toJSONSchema(trustConfiguration, { io: 'input' })),
    )
  const written = read.data
  const files = new Map<string, string>()
  const names = (written.spec.roots ?? []).map((root) => root.name)
  if (new Set(names).size !== names.length) invalidTrust('spec.roots', 'have a name twice')
  const roots = new Map((written.spec.roots ?? []).map((root) => [root.name, loadRoot(root, material, files)]))
  const summaries = loadSummaries(written)
  const attesters = written.spec.attesters.map((each) => loadAttester(each, roots, summaries, material, files))
  refuseOverlaps(attesters)
  const pairs = attesters.reduce((sum, attester) => sum + attester.claims.length, 0)
  if (!(pairs <= LIMITS.claims)) invalidTrust('spec.attesters', 'have more than 64 pairs of attester and claim type')
  const { name, revision } = written.metadata
  return {
    reference: { name, revision, digest: digestOf(written, files) },
    attesters,
    roots: [...roots.values()],
    summaries: new Map(summaries.map((each) => [each.predicateType, each])),
    watch: written.spec.watch ?? [],
    pairs,
  }
}

/** Over what the configuration says AND over what its files hold: another key in the same file is another trust. */
function digestOf(written: WrittenTrust, files: ReadonlyMap<string, string>): string {
  const value: JsonValue = { configuration: JSON.parse(JSON.stringify(written)), files: Object.fromEntries(files) }
  return sha256Digest(canonicalBytes(value))
}

function loadRoot(root: WrittenRoot, material: TrustMaterial, files: Map<string, string>): TrustedRoot {
  const bytes = root.trustedRoot === undefined ? material.publicGood() : material.file(root.trustedRoot)
  files.set(`root:${root.name}`, sha256Digest(bytes))
  const value = readJson(bytes)
  if (isInvalidJson(value)) return invalidTrust(`root ${root.name}`, 'is not JSON')
  return parseTrustedRoot(value)
}

function loadSummaries(written: WrittenTrust): readonly CustomSummary[] {
  const summaries = (written.spec.summaries ?? []).map(({ predicateType, claim, moment, fields }) => ({
    predicateType,
    claim,
    moment,
    fields: new Map(Object.entries(fields)),
  }))
  const builtIn = summaries.find(({ claim }) => CLAIM_TYPES.some((type) => type === claim))
  if (builtIn !== undefined) invalidTrust('spec.summaries', 'give a claim a name that is built in')
  if (summaries.some(({ predicateType }) => isBuiltIn(predicateType))) {
    invalidTrust('spec.summaries', 'summarize a predicate type that is built in')
  }
  if (new Set(summaries.map((each) => each.predicateType)).size !== summaries.length) {
    invalidTrust('spec.summaries', 'have a predicate type twice')
  }
  return summaries
}

function loadAttester(
  written: WrittenAttester,
  roots: ReadonlyMap<string, TrustedRoot>,
  summaries: readonly CustomSummary[],
  material: TrustMaterial,
  files: Map<string, string>,
): Attester {
  const at = `attester ${written.name}`
  const known = new Set<string>([...CLAIM_TYPES, ...summaries.map((each) => each.claim)])
  if (!written.claims.every((claim) => known.has(claim)))
    invalidTrust(at, 'may make a claim of a type that is not known')
  return {
    name: written.name,
    claims: [...new Set(written.claims)],
    keys: (written.keys ?? []).map((each) => loadKey(each, material, files)),
    keyless: (written.keyless ?? []).map((each) => loadIdentity(each, roots, at)),
    buildLevel: written.buildLevel,
  }
}

function loadKey(
  written: NonNullable<WrittenAttester['keys']>[number],
  material: TrustMaterial,
  files: Map<string, string>,
): TrustedKey {
  const bytes = material.file(written.file)
  const key = parsePublicKey(Buffer.from(bytes).toString('latin1'))
  files.set(`key:${written.file}`, key.id)
  const validFrom = written.validFrom === undefined ? 0 : parseInstant(written.validFrom)
  const validUntil = written.validUntil === undefined ? LIMITS.time + 1 : parseInstant(written.validUntil)
  if (validFrom === undefined || validUntil === undefined)
    return invalidTrust('keys', 'have a window that is no instant')
  if (!(validFrom < validUntil)) invalidTrust('keys', 'have a window that ends before it begins')
  return { key, validFrom, validUntil }
}

function loadIdentity(written: WrittenIdentity, roots: ReadonlyMap<string, TrustedRoot>, at: string): KeylessIdentity {
  const root = roots.get(written.root)
  if (root === undefined) return invalidTrust(at, 'names a root that is not among spec.roots')
  const fields = Object.entries(written.certificate ?? {})
  const certificate = new Map(
    fields.map(([field, value]) => [
      isCertificateField(field) ? field : invalidTrust(at, 'names no certificate field'),
      value,
    ]),
  )
  return { root, issuer: written.issuer, identity: written.identity, certificate }
}

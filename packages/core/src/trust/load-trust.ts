import { ConfigurationInvalid, canonicalBytes, configurationProblems, type JsonValue, LIMITS } from '@pawl/document'
import { z } from 'zod'
import { sha256Digest } from '../bytes/sha256.ts'
import { ABSENT } from './absent-members.ts'
import { loadAttester } from './load-attester.ts'
import { loadRoots } from './load-roots.ts'
import { loadSummaries } from './load-summaries.ts'
import { refuseOverlaps } from './overlap.ts'
import type { TrustConfiguration } from './trust-configuration.ts'
import { invalidTrust } from './trust-invalid.ts'
import type { TrustMaterial } from './trust-material.ts'
import { trustConfiguration } from './trust-schema.ts'
import type { WrittenTrust } from './written-trust.ts'

/**
 * Reads a trust configuration that is already parsed from YAML or JSON. Throws ConfigurationInvalid with every problem of its shape, and Fault
 * `key-invalid` or `trusted-root-invalid` for what its files hold, with the place that names the file.
 */
export function loadTrust(value: unknown, material: TrustMaterial): TrustConfiguration {
  const read = trustConfiguration.safeParse(value)
  if (!read.success) {
    const schema = z.toJSONSchema(trustConfiguration, { io: 'input' })
    throw new ConfigurationInvalid(
      'trust-invalid',
      configurationProblems(read.error.issues, { schema, absent: ABSENT }),
    )
  }
  const written = read.data
  const files = new Map<string, string>()
  const roots = loadRoots(written.spec.roots ?? [], material, files)
  const summaries = loadSummaries(written.spec.summaries ?? [])
  const around = { roots, summaries, material, files }
  const attesters = written.spec.attesters.map((each, index) => loadAttester(each, around, `spec.attesters[${index}]`))
  refuseOverlaps(attesters)
  const pairs = attesters.reduce((sum, attester) => sum + attester.claims.length, 0)
  if (!(pairs <= LIMITS.claims)) {
    invalidTrust(
      'spec.attesters',
      'have more than 64 pairs of attester and claim type: each owns a share of the places of an image, grant fewer',
    )
  }
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

import { type CompiledProfile, parsePolicy, profileOf } from '@pawl/policy'

/** The moment at which every document of the benchmark is judged. */
export const NOW = 1_763_812_800

/** Eight requirements as a company would write them; between them they use every operator, a pair, a group and a number of attesters. */
const REQUIREMENTS: readonly object[] = [
  {
    name: 'built',
    claim: 'provenance',
    from: ['acme-ci', 'acme-ci-arm'],
    maxAge: '180d',
    where: [
      { field: 'buildLevel', atLeast: 3 },
      { field: 'trigger', in: ['push', 'release'] },
      { field: 'sourceRepository', equals: 'https://github.com/acme/{name}' },
    ],
  },
  {
    name: 'reviewed',
    claim: 'vulnerability-scan',
    from: ['scanner', 'second-scanner'],
    maxAge: '24h',
    where: [
      { field: 'complete', equals: true },
      { field: 'databaseUpdatedAt', within: '48h' },
    ],
    with: {
      claim: 'review',
      from: ['security-team'],
      maxAge: '14d',
      where: [{ field: 'approved', equals: true }],
      covers: { findingsHigh: 'accepted' },
    },
  },
  {
    name: 'tested',
    anyOf: [
      {
        claim: 'test-result',
        from: ['acme-ci'],
        maxAge: '180d',
        where: [
          { field: 'passed', equals: true },
          { field: 'coverage', atLeast: 80 },
        ],
      },
      {
        claim: 'qa',
        from: ['qa-lead', 'qa-deputy'],
        count: 2,
        maxAge: '30d',
        where: [{ field: 'passed', equals: true }],
      },
    ],
  },
  {
    name: 'has-materials',
    claim: 'sbom',
    from: ['acme-ci'],
    maxAge: 'unlimited',
    where: [
      { field: 'format', in: ['spdx', 'cyclonedx'] },
      { field: 'tools', containsAll: ['syft', 'pnpm'] },
    ],
  },
  {
    name: 'licensed',
    claim: 'licence-review',
    from: ['legal'],
    maxAge: '365d',
    where: [
      { field: 'reviewer', exists: true },
      { field: 'licences', contains: 'Apache-2.0' },
    ],
  },
  {
    name: 'approved-twice',
    claim: 'approval',
    from: ['product', 'platform', 'security-team'],
    count: 2,
    maxAge: '30d',
    where: [{ field: 'environment', equals: 'production' }],
  },
  {
    name: 'clean',
    claim: 'malware-scan',
    from: ['scanner'],
    maxAge: '48h',
    where: [
      { field: 'engineUpdatedAt', within: '24h' },
      { field: 'verdict', equals: 'clean' },
    ],
  },
  {
    name: 'staged',
    claim: 'deployment',
    from: ['deployer'],
    maxAge: '90d',
    where: [
      { field: 'target', glob: 'cluster/*/staging/**' },
      { field: 'errors', atMost: 0 },
    ],
  },
]

/** A policy of so many requirements: the eight, again and again under other names. */
export function admissionProfile(requirements: number): CompiledProfile {
  const require = Array.from({ length: requirements }, (_, index) => {
    const { name, ...rest } = REQUIREMENTS[index % REQUIREMENTS.length] as { name: string }
    return { ...rest, name: index < REQUIREMENTS.length ? name : `${name}-${index}` }
  })
  return profileFrom(require)
}

export function profileFrom(require: readonly object[]): CompiledProfile {
  const written = {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationPolicy',
    metadata: { name: 'production', revision: 12 },
    spec: { mode: 'enforce', images: ['ghcr.io/acme/**'], require },
  }
  return profileOf([parsePolicy(written, NOW)])
}

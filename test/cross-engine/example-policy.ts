export const NOW = 1_763_812_800

/** The policy of docs and model, without the parts that are configuration (`revoked`, `exceptions`). */
export function examplePolicy(): unknown {
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationPolicy',
    metadata: { name: 'production', revision: 12 },
    spec: {
      mode: 'enforce',
      images: ['ghcr.io/acme/**'],
      require: [
        {
          name: 'built-by-our-ci',
          claim: 'provenance',
          from: ['acme-ci'],
          maxAge: '180d',
          where: [
            { field: 'buildLevel', atLeast: 3 },
            { field: 'sourceRepository', equals: 'https://github.com/acme/{name}' },
          ],
        },
        {
          name: 'reviewed',
          claim: 'vulnerability-scan',
          from: ['scanner'],
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
            { claim: 'test-result', from: ['acme-ci'], maxAge: '180d', where: [{ field: 'passed', equals: true }] },
            {
              claim: 'qa',
              from: ['qa-lead', 'qa-deputy'],
              count: 2,
              maxAge: '30d',
              where: [{ field: 'passed', equals: true }],
            },
          ],
        },
      ],
    },
  }
}

export interface ExampleClaim {
  type: string
  attester: string
  moment: number
  statementDigest: string
  summary: Record<string, unknown>
}

export interface ExampleDocument {
  apiVersion: string
  kind: string
  now: number
  images: {
    reference: string
    repository: string
    name: string
    digest: string
    verifiedAt: number
    validUntil: number
    claims: ExampleClaim[]
  }[]
}

/** An image that has every claim the example asks for. */
export function exampleDocument(): ExampleDocument {
  const repository = 'ghcr.io/acme/app'
  const found = ['CVE-2026-1|pkg:npm/a@1', 'CVE-2026-2|pkg:npm/b@2']
  const claims = [
    claim('provenance', 'acme-ci', { buildLevel: 3, sourceRepository: 'https://github.com/acme/app' }),
    claim('vulnerability-scan', 'scanner', { complete: true, databaseUpdatedAt: NOW - 3600, findingsHigh: found }),
    claim('review', 'security-team', { approved: true, accepted: [...found, 'CVE-2025-9|pkg:npm/c@3'] }),
    claim('test-result', 'acme-ci', { passed: true }),
  ]
  const image = {
    reference: `${repository}:1.4`,
    repository,
    name: 'app',
    digest: digestOf('a'),
    verifiedAt: NOW - 10,
    validUntil: NOW + 300,
    claims,
  }
  return { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [image] }
}

function claim(type: string, attester: string, summary: Record<string, unknown>): ExampleClaim {
  return { type, attester, moment: NOW - 3600, statementDigest: digestOf('b'), summary }
}

function digestOf(digit: string): string {
  return `sha256:${digit.repeat(64)}`
}

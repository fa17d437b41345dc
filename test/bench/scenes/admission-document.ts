import { hash } from 'node:crypto'
import { NOW } from './admission-policy.ts'

export interface DocumentSize {
  readonly images: number
  readonly claims: number
}

/** `wrong`: every claim is right but for one field, so that all of it has to be read before it can be turned down. */
export type Truth = 'right' | 'wrong'

interface ClaimKind {
  readonly type: string
  readonly attester: string
  readonly right: object
  readonly wrong: object
}

const HOUR = 3600
const FINDINGS = ['CVE-2026-1041', 'CVE-2026-2207', 'CVE-2026-3150', 'CVE-2026-4411'].map(
  (id) => `${id}|pkg:npm/left@1.2.3`,
)

/** The twelve that meet the eight requirements. From the thirteenth on they come again, from other statements. */
const KINDS: readonly ClaimKind[] = [
  kind('provenance', 'acme-ci', { buildLevel: 3, trigger: 'push', builder: 'https://github.com/actions/runner' }, {}),
  kind(
    'vulnerability-scan',
    'scanner',
    { complete: true, findingsCritical: [], findingsHigh: FINDINGS },
    { databaseUpdatedAt: NOW - 72 * HOUR },
    { databaseUpdatedAt: NOW - 6 * HOUR },
  ),
  kind('review', 'security-team', { accepted: [...FINDINGS, 'CVE-2025-9|pkg:npm/right@4'] }, {}, { approved: true }),
  kind('test-result', 'acme-ci', { passed: true, suite: 'integration' }, { coverage: 79 }, { coverage: 91 }),
  kind('sbom', 'acme-ci', { format: 'spdx', packages: 812 }, { tools: ['syft'] }, { tools: ['syft', 'pnpm', 'go'] }),
  kind('licence-review', 'legal', { reviewer: 'r.lee' }, { licences: ['MIT'] }, { licences: ['MIT', 'Apache-2.0'] }),
  kind('approval', 'product', { ticket: 'REL-1207' }, { environment: 'test' }, { environment: 'production' }),
  kind('approval', 'platform', { ticket: 'REL-1207' }, { environment: 'test' }, { environment: 'production' }),
  kind(
    'malware-scan',
    'scanner',
    { engine: 'clam-1.4', engineUpdatedAt: NOW - HOUR },
    { verdict: 'none' },
    { verdict: 'clean' },
  ),
  kind('deployment', 'deployer', { target: 'cluster/eu-1/staging/web/app' }, { errors: 1 }, { errors: 0 }),
  kind('qa', 'qa-lead', { suite: 'manual', tester: 'k.ito' }, {}, { passed: true }),
  kind('qa', 'qa-deputy', { suite: 'manual', tester: 'm.ono' }, {}, { passed: true }),
]

function kind(type: string, attester: string, both: object, wrong: object, right: object = {}): ClaimKind {
  return { type, attester, right: { ...both, ...right }, wrong: { ...both, ...wrong } }
}

/**
 * The JSON text of a document that was never judged before: the serial number is in every digest and every time, so that nothing that
 * remembers an answer, an image or a claim could help.
 */
export function admissionText(size: DocumentSize, truth: Truth, serial: number): string {
  const images = Array.from({ length: size.images }, (_, index) => {
    const name = `service-${index}`
    return {
      reference: `ghcr.io/acme/${name}:${serial}`,
      repository: `ghcr.io/acme/${name}`,
      name,
      digest: digestOf('image', serial, index),
      verifiedAt: NOW - 10 - (serial % 60),
      validUntil: NOW + 290 - (serial % 60),
      trust: { name: 'acme', digest: digestOf('trust', serial, 0), revision: 7 },
      claims: Array.from({ length: size.claims }, (_claim, at) => claim(at, truth, name, serial * 64 + index)),
    }
  })
  return JSON.stringify({ apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images })
}

/** Epoch seconds at which an allow of `admissionText` ends: the end of its entries. */
export function endOf(serial: number): number {
  return NOW + 290 - (serial % 60)
}

function claim(at: number, truth: Truth, name: string, serial: number): object {
  const { type, attester, ...of } = KINDS[at % KINDS.length] as ClaimKind
  return {
    type,
    predicateType: `https://acme.example/attestations/${type}/v1`,
    attester,
    signer: { kind: 'keyless', id: digestOf('signer', at % KINDS.length, 0) },
    moment: NOW - 2 * HOUR - (serial % HOUR),
    expiresAt: NOW + 720 * HOUR + serial,
    statementDigest: digestOf('statement', serial, at),
    subject: 'exact',
    summary: {
      run: `https://ci.acme.example/runs/${serial}`,
      ...of[truth],
      ...(type === 'provenance' ? { sourceRepository: repositoryOf(name, truth) } : {}),
    },
  }
}

function repositoryOf(name: string, truth: Truth): string {
  return `https://github.com/${truth === 'right' ? 'acme' : 'acmee'}/${name}`
}

function digestOf(kind: string, serial: number, index: number): string {
  return `sha256:${hash('sha256', `${kind}:${serial}:${index}`)}`
}

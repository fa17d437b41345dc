import { utf8String } from '../der.ts'
import { dnsName, emailName, extension, otherName, uriName } from './certificate-extensions.ts'

// Fulcio's OID directory, arc 1.3.6.1.4.1.57264.1.
const FULCIO = '1.3.6.1.4.1.57264.1'

const SUFFIXES = [
  ['buildSignerUri', 9],
  ['buildSignerDigest', 10],
  ['runnerEnvironment', 11],
  ['sourceRepositoryUri', 12],
  ['sourceRepositoryDigest', 13],
  ['sourceRepositoryRef', 14],
  ['sourceRepositoryIdentifier', 15],
  ['sourceRepositoryOwnerUri', 16],
  ['sourceRepositoryOwnerIdentifier', 17],
  ['buildConfigUri', 18],
  ['buildConfigDigest', 19],
  ['buildTrigger', 20],
  ['runInvocationUri', 21],
  ['sourceRepositoryVisibility', 22],
] as const

export type FulcioClaim = (typeof SUFFIXES)[number][0]

const LEGACY_SUFFIXES = [
  ['trigger', 2],
  ['commit', 3],
  ['workflow', 4],
  ['repository', 5],
  ['ref', 6],
] as const

export type LegacyClaim = (typeof LEGACY_SUFFIXES)[number][0]

export type SanKind = 'uri' | 'email' | 'other'

export interface AlternativeName {
  readonly kind: SanKind | 'dns'
  readonly value: string | Uint8Array
}

export interface Identity {
  readonly san: string
  readonly sanKind?: SanKind
  /** What the certificate has in place of `san`: any names, of any bytes, as no honest authority would certify them. */
  readonly names?: readonly AlternativeName[]
  readonly issuer: string
  /** Where the issuer is written: OID suffix 1 (bare text), 8 (DER UTF8String), both like Fulcio, or none. */
  readonly issuerIn?: 'both' | 'v1' | 'v2' | 'none'
  readonly extensions?: Readonly<Partial<Record<FulcioClaim, string>>>
  /** What Fulcio wrote before, as bare text. */
  readonly legacy?: Readonly<Partial<Record<LegacyClaim, string>>>
}

export function generalName(san: string | Uint8Array, kind: AlternativeName['kind'] = 'uri'): Uint8Array {
  switch (kind) {
    case 'email':
      return emailName(san)
    case 'other':
      return otherName(`${FULCIO}.7`, utf8String(san))
    case 'dns':
      return dnsName(san)
    case 'uri':
      return uriName(san)
  }
}

export function generalNames({
  san,
  sanKind,
  names = [{ kind: sanKind ?? 'uri', value: san }],
}: Identity): Uint8Array[] {
  return names.map(({ kind, value }) => generalName(value, kind))
}

export function identityExtensions(identity: Identity): Uint8Array[] {
  const issuerIn = identity.issuerIn ?? 'both'
  return [
    ...(issuerIn === 'v2' || issuerIn === 'none'
      ? []
      : [extension(`${FULCIO}.1`, Buffer.from(identity.issuer, 'utf8'), false)]),
    ...(issuerIn === 'v1' || issuerIn === 'none' ? [] : [extension(`${FULCIO}.8`, utf8String(identity.issuer), false)]),
    ...LEGACY_SUFFIXES.flatMap(([claim, suffix]) => {
      const value = identity.legacy?.[claim]
      return value === undefined ? [] : [extension(`${FULCIO}.${suffix}`, Buffer.from(value, 'utf8'), false)]
    }),
    ...SUFFIXES.flatMap(([claim, suffix]) => {
      const value = identity.extensions?.[claim]
      return value === undefined ? [] : [extension(`${FULCIO}.${suffix}`, utf8String(value), false)]
    }),
  ]
}

export interface GithubWorkflow {
  /** `acme/app` */
  readonly repository: string
  readonly workflow?: string
  readonly ref?: string
  readonly commit?: string
  readonly trigger?: string
}

/** What Fulcio certifies for a workflow run on a GitHub-hosted runner. */
export function githubIdentity(run: GithubWorkflow): Identity {
  const { workflow = '.github/workflows/release.yml', ref = 'refs/heads/main', trigger = 'push' } = run
  const commit = run.commit ?? '5f3c1e0a9b7d4826c1f0e3a2b4d6879012345678'
  const source = `https://github.com/${run.repository}`
  const san = `${source}/${workflow}@${ref}`
  return {
    san,
    issuer: 'https://token.actions.githubusercontent.com',
    extensions: {
      buildSignerUri: san,
      buildSignerDigest: commit,
      runnerEnvironment: 'github-hosted',
      sourceRepositoryUri: source,
      sourceRepositoryDigest: commit,
      sourceRepositoryRef: ref,
      sourceRepositoryIdentifier: '1001',
      sourceRepositoryOwnerUri: source.slice(0, source.lastIndexOf('/')),
      sourceRepositoryOwnerIdentifier: '2002',
      buildConfigUri: san,
      buildConfigDigest: commit,
      buildTrigger: trigger,
      runInvocationUri: `${source}/actions/runs/4711/attempts/1`,
      sourceRepositoryVisibility: 'public',
    },
  }
}

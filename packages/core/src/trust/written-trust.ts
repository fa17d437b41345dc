import type { CertificateField } from '../sigstore/certificate-fields.ts'

/** A trust configuration as people write it (model, "Trust configuration"). */
export interface WrittenTrust {
  readonly metadata: { readonly name: string; readonly revision: number }
  readonly spec: {
    readonly roots?: readonly WrittenRoot[]
    readonly attesters: readonly WrittenAttester[]
    readonly subject?: 'exact'
    readonly watch?: readonly string[]
    readonly summaries?: readonly WrittenSummary[]
  }
}

export interface WrittenRoot {
  readonly name: string
  readonly sigstore?: 'public-good'
  readonly trustedRoot?: string
  readonly refreshed?: string
  readonly require?: WrittenThresholds
}

export interface WrittenThresholds {
  readonly logs?: number
  readonly timestamps?: number
  readonly certificateLogs?: number
}

export interface WrittenAttester {
  readonly name: string
  readonly keyless?: readonly WrittenIdentity[]
  readonly keys?: readonly WrittenKey[]
  readonly claims: readonly string[]
  readonly buildLevel?: number
}

export interface WrittenKey {
  readonly file: string
  readonly validFrom?: string
  readonly validUntil?: string
}

export interface WrittenIdentity {
  readonly root: string
  readonly issuer: string
  readonly identity: string
  readonly certificate?: Readonly<Partial<Record<CertificateField, string>>>
}

export interface WrittenSummary {
  readonly predicateType: string
  readonly claim: string
  readonly moment?: string
  readonly fields: Readonly<Record<string, string>>
}

/** A Kubernetes object as it is applied. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: Metadata
  readonly spec?: Readonly<Record<string, unknown>>
  readonly rules?: readonly object[]
}

export interface Metadata {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

/** What `pawl doctor` knows ours by. */
export const LABELS = { 'app.kubernetes.io/managed-by': 'pawl' } as const

import type { ProviderPlace } from '../cluster/resources.ts'
import type { KubeObject } from '../harness.ts'

export type Mode = 'enforce' | 'warn' | 'audit'

/** What a template evaluates: the verdict of the gateway, or the image's entry of the input document. */
export type Answers = 'decision' | 'document'

/** What the suite wants to be installed. */
export interface Installation {
  readonly provider: ProviderPlace
  /** A constraint for each: deny, warn, dryrun. */
  readonly modes: readonly Mode[]
  /** Namespace to profile. */
  readonly profiles: ReadonlyMap<string, string>
  /** The profile of every other namespace. */
  readonly strictest: string
}

/** As `kubectl apply` gets them. */
export interface Manifests {
  readonly provider: KubeObject
  readonly template: KubeObject
  readonly constraints: readonly KubeObject[]
}

/** Times of an item, epoch seconds. */
export interface Times {
  readonly now: number
  readonly validUntil: number
}

export interface TemplateUnderTest {
  readonly answers: Answers
  readonly manifests: (installation: Installation) => Manifests
  /** The value of an item that says yes in every mode. */
  readonly yes: (key: string, times: Times) => KubeObject
  /** The value of an item that says no in every mode. */
  readonly no: (key: string, times: Times) => KubeObject
}

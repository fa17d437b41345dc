import process from 'node:process'
import type { Manifest } from '@pawl/kyverno'
import type { KubeObject } from '../gatekeeper/harness.ts'
import { startLines } from '../line-process.ts'

/** What `.ci/kyverno/install.mjs` builds; it says with `--env` where. Unset means that nothing is run. */
export const KYVERNO: string | undefined = process.env['PAWL_KYVERNO'] || undefined
export const KYVERNO_HARNESS: string | undefined = process.env['PAWL_KYVERNO_HARNESS'] || undefined

export const KYVERNO_MISSING =
  'SKIPPED, Kyverno was not asked: run .ci/kyverno/install.mjs and export what it prints with --env'

/** What Kyverno's webhook answered to one admission. */
export interface Reviewed {
  readonly allowed: boolean
  readonly message: string
  readonly warnings: readonly string[] | null
  /** JSON Patch. */
  readonly patch?: unknown
  /** Nanoseconds that each of the times took. */
  readonly took: readonly number[]
  /** Nanoseconds of the processor that all of them took in Kyverno's process. */
  readonly spent: number
}

export interface Harness {
  /** A cluster without policies. */
  readonly open: () => Promise<void>
  /** A policy: judged by Kyverno's webhook, then taken up. Throws what Kyverno says against it. */
  readonly store: (manifest: Manifest) => Promise<void>
  /** The same without that webhook: a policy that does not compile then shows when something is reviewed. */
  readonly load: (manifest: Manifest) => Promise<void>
  /** An object that `resource.Get` finds. */
  readonly resource: (plural: string, object: KubeObject) => Promise<void>
  readonly review: (request: KubeObject, times?: number) => Promise<Reviewed>
  readonly mutate: (request: KubeObject) => Promise<Reviewed>
  /** What `verifyImages` of the last ClusterPolicy says, by Kyverno's engine for that kind: to compare what both cost. */
  readonly verify: (request: KubeObject, times?: number) => Promise<Reviewed>
  readonly dispose: () => Promise<void>
}

/** What both are told: the authority of the gateway's certificate, and that a gateway may be on this machine, which Kyverno forbids by default. */
export function environmentFor(authorityFile: string): Readonly<Record<string, string>> {
  return { SSL_CERT_FILE: authorityFile, FLAG_HTTP_BLOCKLIST: '169.254.169.254/32' }
}

/** Kyverno's webhooks in a process. `authorityFile` names the PEM that `SSL_CERT_FILE` names in its pods. */
export function startHarness(binary: string, authorityFile: string): Harness {
  const { ask, dispose } = startLines(binary, environmentFor(authorityFile))
  return {
    open: () => ask({ op: 'open' }),
    store: (object) => ask({ op: 'store', object }),
    load: (object) => ask({ op: 'store', object, unjudged: true }),
    resource: (plural, object) => ask({ op: 'resource', plural, object }),
    review: (request, times = 1) => ask({ op: 'review', request, times }),
    mutate: (request) => ask({ op: 'mutate', request }),
    verify: (request, times = 1) => ask({ op: 'verify', request, times }),
    dispose,
  }
}

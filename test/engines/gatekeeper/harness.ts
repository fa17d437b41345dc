import process from 'node:process'
import { startLines } from '../line-process.ts'
import type { Audited, Benched, Mutated, Reviewed } from './answers.ts'

/** The binary of harness/, where it was built: `node .ci/gatekeeper/install.mjs`, and `--path` says where. Unset means that nothing is run. */
export const GATEKEEPER: string | undefined = process.env['PAWL_GATEKEEPER'] || undefined

export const GATEKEEPER_MISSING =
  'SKIPPED, Gatekeeper was not asked: run .ci/gatekeeper/install.mjs and set PAWL_GATEKEEPER to what it prints with --path'

/** A Kubernetes object, as JSON has it. */
export type KubeObject = Readonly<Record<string, unknown>>

/** How a pod of Gatekeeper is started: `cacheTTL` as its flag has it (`3m`, `0s`), the other two name PEM files. */
export interface Opened {
  readonly cacheTTL: string
  readonly clientCertificate: string
  readonly clientKey: string
}

export type Stored = 'template' | 'constraint' | 'provider' | 'assign' | 'expansionTemplate'

/** An admission, and the namespace it is in as the API server has it. Without one: a namespace of the same name, without labels of its own. */
export interface Asked {
  readonly request: KubeObject
  readonly namespace?: KubeObject
}

export interface Harness {
  /** A pod of Gatekeeper that has just started: nothing is stored, nothing is cached. */
  readonly open: (how: Opened) => Promise<void>
  /** A resource of Gatekeeper: judged by its webhook, then taken up. Throws what Gatekeeper says against it. */
  readonly store: (what: Stored, object: KubeObject) => Promise<void>
  readonly review: (asked: Asked) => Promise<Reviewed>
  readonly mutate: (asked: Asked) => Promise<Mutated>
  /** An object that is in the cluster already. */
  readonly audit: (object: KubeObject, namespace?: KubeObject) => Promise<Audited>
  /** What each of so many reviews took. */
  readonly bench: (asked: Asked, times: number) => Promise<Benched>
  /** Any line at all: for tests of the harness itself. Gives the text of the answer. */
  readonly say: (line: string) => Promise<string>
  readonly dispose: () => Promise<void>
}

/** Gatekeeper in a process. It ends with this one. */
export function startHarness(binary: string): Harness {
  const { say, ask, dispose } = startLines(binary, {})
  return {
    open: (how) => ask({ op: 'open', ...how }),
    store: (what, object) => ask({ op: what, object }),
    review: (asked) => ask({ op: 'review', ...asked }),
    mutate: (asked) => ask({ op: 'mutate', ...asked }),
    audit: (object, namespace) => ask({ op: 'audit', object, namespace }),
    bench: (asked, times) => ask({ op: 'bench', of: { op: 'review', ...asked }, times }),
    say,
    dispose,
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import process from 'node:process'
import { createInterface } from 'node:readline'
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
  const child = spawn(binary, [], { stdio: ['pipe', 'pipe', 'pipe'] })
  const say = lineByLine(child)
  const ask = async <T>(asked: object): Promise<T> => resultOf(await say(JSON.stringify(asked)))
  return {
    open: (how) => ask({ op: 'open', ...how }),
    store: (what, object) => ask({ op: what, object }),
    review: (asked) => ask({ op: 'review', ...asked }),
    mutate: (asked) => ask({ op: 'mutate', ...asked }),
    audit: (object, namespace) => ask({ op: 'audit', object, namespace }),
    bench: (asked, times) => ask({ op: 'bench', of: { op: 'review', ...asked }, times }),
    say,
    dispose: () =>
      new Promise((ended) => {
        child.once('exit', () => ended()).stdin.end()
        // It may have ended already, by itself or by a signal, or never have begun.
        if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) ended()
      }),
  }
}

interface Waiting {
  readonly answered: (line: string) => void
  readonly failed: (error: Error) => void
}

/** Answers come in the order of the requests. */
function lineByLine(child: ChildProcess): (line: string) => Promise<string> {
  const { stdin, stdout, stderr } = child
  if (stdin === null || stdout === null || stderr === null) throw new TypeError('the harness has no pipes')
  const waiting: Waiting[] = []
  let log = ''
  stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4000)
  })
  createInterface({ input: stdout }).on('line', (line) => waiting.shift()?.answered(line))
  const end = (error: Error): void => {
    for (const each of waiting.splice(0)) each.failed(error)
  }
  child.once('error', end).once('exit', (code) => end(new Error(`the harness ended with ${code}: ${log}`)))
  stdin.on('error', end)
  process.once('exit', () => void child.kill())
  return (line) =>
    new Promise((answered, failed) => {
      waiting.push({ answered, failed })
      stdin.write(`${line}\n`)
    })
}

function resultOf<T>(line: string): T {
  const { result, error } = JSON.parse(line) as { readonly result?: T; readonly error?: string }
  if (error !== undefined) throw new Error(error)
  if (result === undefined) throw new TypeError('the harness gave neither a result nor an error')
  return result
}

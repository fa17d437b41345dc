import { spawn } from 'node:child_process'
import process from 'node:process'
import { createInterface } from 'node:readline'

/** What a watched process prints, a line each: which case begins, and what came of it. */
export type Line<T> = { readonly begin: string } | { readonly end: T }

export interface Watched<T> {
  readonly ends: readonly T[]
  /** The case that did not end in time, or with which the process died; undefined where all was well. */
  readonly lost: { readonly name: string; readonly why: string } | undefined
}

export interface Watch {
  readonly script: string
  /** JSON for its first argument. */
  readonly task: object
  /** Milliseconds that one case may take, on a busy machine. */
  readonly perCase: number
  /** MiB of JavaScript objects, after which the process dies: memory without bound is a finding. */
  readonly heap: number
}

/** Beginning: Node, the sources, and what all cases share. */
const START = 60_000

/**
 * Runs cases in a process of its own. A case that hangs, however deep in a loop that gives nothing else a turn, or that takes the process with it,
 * costs that process and is reported under its name.
 */
export async function runWatched<T>({ script, task, perCase, heap }: Watch): Promise<Watched<T>> {
  const flags = ['--conditions=@pawl/source', `--max-old-space-size=${heap}`]
  const child = spawn(process.execPath, [...flags, script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ends: T[] = []
  let name = 'before the first case'
  let why: string | undefined
  let complaint = ''
  const stop = (): void => {
    why = `no end within ${perCase} ms`
    child.kill('SIGKILL')
  }
  let timer = setTimeout(stop, START)
  child.stderr.on('data', (part: Buffer) => {
    complaint = `${complaint}${part.toString('utf8')}`.slice(-4000)
  })
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  for await (const text of createInterface({ input: child.stdout })) {
    clearTimeout(timer)
    timer = setTimeout(stop, perCase)
    const line: Line<T> = JSON.parse(text)
    if ('begin' in line) name = line.begin
    else ends.push(line.end)
  }
  const status = await closed
  clearTimeout(timer)
  if (why === undefined && status === 0) return { ends, lost: undefined }
  return { ends, lost: { name, why: why ?? `the process ended with ${status}: ${complaint}` } }
}

/** In the watched process. Written at once: what is in a buffer when it hangs is lost. */
export function tell<T>(line: Line<T>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

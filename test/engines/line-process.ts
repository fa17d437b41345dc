import { type ChildProcess, spawn } from 'node:child_process'
import process from 'node:process'
import { createInterface } from 'node:readline'

/** A program that answers each line with a line: `{"result": ...}` or `{"error": "..."}`. It ends with this process. */
export interface LineProcess {
  /** Any line at all. Gives the text of the answer. */
  readonly say: (line: string) => Promise<string>
  /** Throws what it says against it. */
  readonly ask: <T>(asked: object) => Promise<T>
  readonly dispose: () => Promise<void>
}

/** `environment` is put on top of that of this process. */
export function startLines(binary: string, environment: Readonly<Record<string, string>>): LineProcess {
  const child = spawn(binary, [], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  const say = lineByLine(child)
  return {
    say,
    ask: async <T>(asked: object): Promise<T> => resultOf(await say(JSON.stringify(asked))),
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

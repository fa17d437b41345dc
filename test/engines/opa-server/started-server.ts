import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

const OPA = process.env['PAWL_OPA'] ?? 'opa'

/** A real server on this machine. */
export interface Listening {
  readonly url: URL
  readonly stop: () => Promise<void>
}

/** One that did not start: where it would have been, its exit code, and what it printed. */
interface Ended {
  readonly url: URL
  readonly ended: number | null
  readonly said: string
}

/** Runs opa to its end. */
export function opa(...args: readonly string[]): string {
  return execFileSync(OPA, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Starts `opa run --server` and waits until it answers at all, with whatever status, or has ended. */
export async function startServer(scheme: 'http' | 'https', ...args: readonly string[]): Promise<Listening | Ended> {
  const url = new URL(`${scheme}://localhost:${await freePort()}`)
  const child = spawn(OPA, ['run', '--server', '--addr', url.host, '--log-level', 'error', ...args])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)))
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    if (await isListening(url)) return { url, stop: () => stop(child) }
    await sleep(50)
  }
  await stop(child)
  return { url, ended: child.exitCode, said }
}

/** The same, of a server that has to start. */
export async function startedServer(scheme: 'http' | 'https', ...args: readonly string[]): Promise<Listening> {
  const started = await startServer(scheme, ...args)
  if ('stop' in started) return started
  throw new Error(`the server ended with ${started.ended}: ${started.said}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}

function isListening({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'

/** A registry in a process of its own, on a port of its own, over plain http. */
export interface RegistryProcess {
  readonly host: string
  readonly stop: () => void
}

/** go-containerregistry's registry, in memory, with the referrers API of OCI 1.1; it prints where it listens. */
export function referrersRegistry(binary: string, folder: string): Promise<RegistryProcess> {
  return started(binary, [], folder, /^(127\.0\.0\.1:\d+)$/m)
}

/** Docker's own registry 2.8, which has no referrers API: clients write the fallback tag. */
export function dockerRegistry(binary: string, folder: string): Promise<RegistryProcess> {
  const config = join(folder, 'config.yml')
  const storage = { filesystem: { rootdirectory: join(folder, 'data') } }
  mkdirSync(folder, { recursive: true })
  writeFileSync(config, JSON.stringify({ version: '0.1', storage, http: { addr: '127.0.0.1:0' } }))
  return started(binary, ['serve', config], folder, /listening on (127\.0\.0\.1:\d+)/)
}

/** What it says goes to a file: nobody reads a pipe while this process waits for another. It ends with this process. */
async function started(
  binary: string,
  args: readonly string[],
  folder: string,
  line: RegExp,
): Promise<RegistryProcess> {
  mkdirSync(folder, { recursive: true })
  const log = join(folder, 'registry.log')
  const output = openSync(log, 'w')
  const child: ChildProcess = spawn(binary, args, { stdio: ['ignore', output, output] })
  const stop = (): void => void child.kill()
  process.once('exit', stop)
  for (let tries = 0; tries < 200; tries += 1) {
    const [, host] = line.exec(readFileSync(log, 'utf8')) ?? []
    if (host !== undefined) return { host, stop }
    if (child.exitCode !== null) break
    await after(50)
  }
  stop()
  throw new Error(`the registry did not begin: ${readFileSync(log, 'utf8').slice(-2000)}`)
}

import { spawn } from 'node:child_process'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** Where the real programs are; empty where they are not. */
const { PAWL_KYVERNO, PAWL_COSIGN, PAWL_REFERRERS_REGISTRY, PAWL_DOCKER_REGISTRY } = process.env
export const KYVERNO: string = PAWL_KYVERNO ?? ''
export const COSIGN: string = PAWL_COSIGN ?? ''
export const REFERRERS_REGISTRY: string = PAWL_REFERRERS_REGISTRY ?? ''
export const DOCKER_REGISTRY: string = PAWL_DOCKER_REGISTRY ?? ''

const NEEDED = new Map([
  ['PAWL_KYVERNO names no kyverno (node .ci/kyverno/install.mjs builds one)', KYVERNO],
  ['PAWL_COSIGN names no cosign (node .ci/interop/install.mjs builds one)', COSIGN],
  ['PAWL_REFERRERS_REGISTRY names no registry (node .ci/interop/install.mjs builds one)', REFERRERS_REGISTRY],
])

/** What is not there, in words; undefined where all is. */
export const MISSING: string | undefined = [...NEEDED].find(([, path]) => path === '')?.[0]

/** A program of ours, run from its source by this Node. */
export function ours(app: 'cli' | 'gateway'): readonly string[] {
  const main = fileURLToPath(new URL(`../../../../apps/${app}/src/main.ts`, import.meta.url))
  return ['--conditions=@pawl/source', main]
}

/** What a program said on either stream, and its exit code. */
export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Place {
  readonly cwd: string
  /** Beside that of this process. */
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a program to its end. This process goes on: a server in it may be asked. */
export async function run(program: string, args: readonly string[], { cwd, env }: Place): Promise<Ended> {
  const environment = { ...process.env, COSIGN_PASSWORD: '', NO_COLOR: '1', ...env }
  const child = spawn(program, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<number | null>((ended, failed) => child.once('error', failed).once('exit', ended))
  const [status, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)])
  return { status, stdout, stderr }
}

/** What has to succeed for a scene to stand. */
export async function ran(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, stdout, stderr } = await run(program, args, { cwd })
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${stderr.slice(-2000)}`)
  return stdout
}

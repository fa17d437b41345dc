import { spawnSync } from 'node:child_process'
import process from 'node:process'

/** Where the real programs are; empty where they are not. */
const { PAWL_KYVERNO, PAWL_COSIGN, PAWL_REFERRERS_REGISTRY, PAWL_DOCKER_REGISTRY } = process.env
export const KYVERNO: string = PAWL_KYVERNO ?? ''
export const COSIGN: string = PAWL_COSIGN ?? ''
export const REFERRERS_REGISTRY: string = PAWL_REFERRERS_REGISTRY ?? ''
export const DOCKER_REGISTRY: string = PAWL_DOCKER_REGISTRY ?? ''

const NEEDED = new Map([
  ['PAWL_KYVERNO names no kyverno 1.19.1', KYVERNO],
  ['PAWL_COSIGN names no cosign (node .ci/interop/install.mjs builds one)', COSIGN],
  ['PAWL_REFERRERS_REGISTRY names no registry (node .ci/interop/install.mjs builds one)', REFERRERS_REGISTRY],
])

/** What is not there, in words; undefined where all is. */
export const MISSING: string | undefined = [...NEEDED].find(([, path]) => path === '')?.[0]

/** Runs a program to its end. What it says on either stream, and its exit code. */
export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export function run(program: string, args: readonly string[], cwd: string): Ended {
  const env = { ...process.env, COSIGN_PASSWORD: '', NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** What has to succeed for a scene to stand. */
export function ran(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = run(program, args, cwd)
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${stderr.slice(-2000)}`)
  return stdout
}

import { spawn } from 'node:child_process'
import { readJsonObject } from '@pawl/core'
import { type Unanswered, unanswered } from '../../answer-codes.ts'
import { passwordOf } from './auth-entry.ts'
import type { Credential } from './credential.ts'

const MAX_OUTPUT = 65_536
const DEADLINE_MS = 5000
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
// The words of docker-credential-helpers for "I have none".
const NONE = /credentials not found/i

/**
 * Runs `docker-credential-NAME get` with the registry on its input (docker-credential-helpers). It has five seconds and 64 KiB. Undefined where it
 * has none; what it prints otherwise is shown to nobody.
 */
export async function askHelper(
  name: string,
  registry: string,
  signal: AbortSignal,
): Promise<Credential | Unanswered | undefined> {
  // A name is a word: a path would run anything at all.
  if (!NAME.test(name)) return unanswered('credentials-unusable')
  const output = await run(`docker-credential-${name}`, serverAddress(registry), signal)
  if (output === undefined) return unanswered('credentials-unusable')
  if (!output.ok) return NONE.test(output.text) ? undefined : unanswered('credentials-unusable')
  const value = readJsonObject(Buffer.from(output.text))
  if (value === undefined) return unanswered('credentials-unusable')
  const { Username: username, Secret: secret } = value
  if (typeof username !== 'string' || typeof secret !== 'string') return unanswered('credentials-unusable')
  return username === '' && secret === '' ? undefined : passwordOf(username, secret)
}

/** How docker names Docker Hub to helpers. */
function serverAddress(registry: string): string {
  return registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry
}

interface Output {
  readonly ok: boolean
  readonly text: string
}

/** Undefined where it cannot be run, says too much, or takes too long; then it is ended. */
function run(command: string, input: string, signal: AbortSignal): Promise<Output | undefined> {
  return new Promise((resolve) => {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)])
    const child = spawn(command, ['get'], { stdio: ['pipe', 'pipe', 'ignore'], signal: ended, killSignal: 'SIGKILL' })
    const parts: Buffer[] = []
    let total = 0
    // What it started itself may hold its output open: it is not waited for, and finds it closed.
    const giveUp = (): void => {
      child.kill('SIGKILL')
      child.stdout.destroy()
      resolve(undefined)
    }
    child.stdout.on('data', (part: Buffer) => {
      total += part.length
      if (total <= MAX_OUTPUT) parts.push(part)
      else giveUp()
    })
    child.stdin.on('error', () => undefined)
    child.on('error', giveUp)
    child.on('close', (status) => {
      resolve(status === null ? undefined : { ok: status === 0, text: Buffer.concat(parts).toString('utf8') })
    })
    child.stdin.end(`${input}\n`)
  })
}

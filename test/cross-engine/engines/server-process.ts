/**
 * A program of its own, because engines of the table are asked at once: starts the opa of its arguments as a server, asks it what is on its standard input, and
 * prints the answers. Every question brings its profile, which is put where an operator puts it.
 */
import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import process from 'node:process'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

interface Asked {
  readonly socket: string
  readonly questions: readonly { readonly document: unknown; readonly profile: unknown }[]
}

interface Answered {
  readonly status: number | undefined
  readonly body: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const [opa = '', ...args] = process.argv.slice(2)
const { socket, questions } = (await json(process.stdin)) as Asked

function send(method: string, path: string, value: unknown): Promise<Answered> {
  const text = value === undefined ? '' : JSON.stringify(value)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: socket, method, path, headers, agent }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() }))
      response.on('error', reject)
    })
    sent.on('error', reject).end(text)
  })
}

/** Half a minute at most: a server that does not start has said why. */
async function ready(): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await send('GET', '/health?bundles', undefined).catch(() => undefined)
    if (answer?.status === 200) return
    await sleep(100)
  }
  throw new Error('the server did not start')
}

async function put(profile: string): Promise<void> {
  const { status } = await send('PUT', '/v1/data/pawl/profile', JSON.parse(profile))
  if (status !== 204) throw new Error(`the profile was not taken: ${status}`)
}

const server = spawn(opa, ['run', '--server', '--addr', `unix://${socket}`, '--log-level', 'error', ...args], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
try {
  await ready()
  const answers: unknown[] = []
  let known = ''
  for (const { document, profile } of questions) {
    const text = JSON.stringify(profile)
    if (text !== known) await put(text)
    known = text
    const { status, body } = await send('POST', '/v1/data/pawl/engine/decision', { input: document })
    if (status !== 200) throw new Error(`the server answered ${status}: ${body}`)
    answers.push(JSON.parse(body))
  }
  process.stdout.write(JSON.stringify(answers))
} finally {
  agent.destroy()
  server.kill()
}

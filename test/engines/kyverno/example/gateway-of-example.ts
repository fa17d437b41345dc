import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { readGateway } from '../../../../apps/gateway/src/configuration/read-gateway.ts'
import { startGateway } from '../../../../apps/gateway/src/start.ts'
import type { Mode } from './recorded.ts'

const EXAMPLES = fileURLToPath(new URL('../../../../examples', import.meta.url))

export interface ExampleGateway {
  /** `https://localhost:PORT`. */
  readonly url: string
  /** File with the PEM of the authority of its certificate. */
  readonly authorityFile: string
  /** A copy of examples/. */
  readonly folder: string
  /** What stands inside `body` of an answer with status 200. */
  readonly ask: (mode: Mode, question: object) => Promise<Readonly<Record<string, unknown>>>
  readonly close: () => Promise<void>
}

/** The real gateway with the configuration of examples/kyverno, at a port of its own. */
export async function gatewayOfExample(): Promise<ExampleGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-kyverno-example-'))
  for (const name of ['gatekeeper', 'kyverno']) cpSync(join(EXAMPLES, name), join(folder, name), { recursive: true })
  execFileSync('sh', [join(folder, 'gatekeeper/make-certificates.sh')])
  const file = join(folder, 'kyverno/gateway.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/port: 1844\d/g, 'port: 0'))
  const running = await startGateway(readGateway(file), process.env, () => Math.floor(Date.now() / 1000))
  const { port } = new URL(running.kyverno ?? '')
  const url = `https://localhost:${port}`
  const authorityFile = join(folder, 'gatekeeper/certificates/gateway-ca.crt')
  const ca = readFileSync(authorityFile)
  return {
    url,
    authorityFile,
    folder,
    ask: (mode, question) => post(new URL(`/kyverno/v1/${mode}`, url), ca, JSON.stringify(question)),
    close: async () => {
      await running.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function post(url: URL, ca: Uint8Array, text: string): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((answered, failed) => {
    const call = request(url, {
      method: 'POST',
      ca: [Buffer.from(ca)],
      headers: { 'content-type': 'application/json' },
    })
    call.once('error', failed).once('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (part: string) => (body += part))
      response.once('end', () => {
        if (response.statusCode === 200) answered(JSON.parse(body).body)
        else failed(new Error(`the gateway answered ${response.statusCode}: ${body}`))
      })
    })
    call.end(text)
  })
}

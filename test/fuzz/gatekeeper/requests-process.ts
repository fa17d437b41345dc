import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import type { GatewayCode } from '../../attacks/injected.ts'
import { injected, partsOf } from '../../attacks/injected.ts'
import { gatewayScene, reviewPolicy } from '../../gateway/scene.ts'
import { createRandom } from '../../generators/prng.ts'
import { tell } from '../watched.ts'
import { examine, type RequestEnd } from './answer-findings.ts'
import { KINDS } from './random-request.ts'

export interface RequestsTask {
  readonly seed: number
  readonly from: number
  readonly cases: number
  /** Whether it ends with its first finding. */
  readonly first: boolean
  /** The src of a copy of the gateway with a fault in it; the real one where it is empty. */
  readonly gateway: string
}

// node --conditions=@pawl/source requests-process.ts TASK: prints a Line for each case.
const task: RequestsTask = JSON.parse(process.argv[2] ?? '')
const scene = await gatewayScene({ policies: { 'p.yaml': reviewPolicy('p', 'enforce', 'REGISTRY/acme/**') } })
const parts = partsOf(scene)
const { server } = injected(parts, {}, await codeOf(task.gateway))
const kinds = Object.keys(KINDS)
for (let index = task.from; index < task.from + task.cases; index += 1) {
  const kind = kinds[index % kinds.length] ?? ''
  const name = `case ${index} of seed ${task.seed}, ${kind}`
  tell({ begin: name })
  // Spread: neighbouring seeds of this generator begin alike.
  const made = KINDS[kind]?.(createRandom(Math.imul(task.seed + index, 0x9e37_79b1)), scene)
  if (made === undefined) throw new TypeError(`no kind of request is ${kind}`)
  const { method, url, type, payload } = made
  const started = performance.now()
  const headers = type === '' ? {} : { 'content-type': type }
  const reply = await server.inject({ method: method as 'POST', url, headers, payload })
  const end = examine(made, { status: reply.statusCode, text: reply.body, took: performance.now() - started }, scene)
  const findings = end.findings.map((each) => `${name}: ${each}`)
  tell<RequestEnd>({ end: { ...end, findings } })
  if (task.first && findings.length > 0) break
}
await server.close()
await parts.pool.close()
await scene.close()

async function codeOf(source: string): Promise<GatewayCode | undefined> {
  if (source === '') return undefined
  const load = async (file: string) => (await import(pathToFileURL(join(source, file)).href)) as GatewayCode
  const { imageFinder } = await load('evidence/find-image.ts')
  const { gatewayServer } = await load('server.ts')
  return { imageFinder, gatewayServer }
}

/**
 * What judging one admission costs in a Kyverno that runs: seconds of the processor of the process in which its engine is, with `verifyImages` and with what Pawl compiled, about the same image in
 * the same registry, taking turns. The start of a program, which is nearly all that `kyverno apply` costs (cost.ts), is not in it. No test: it prints, and fails where an answer is not a yes.
 *
 *   node --conditions=@pawl/source test/engines/kyverno/verify-images/webhook-cost.ts [ROUNDS] [TIMES]
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parse } from 'yaml'
import { created } from '../../gatekeeper/cluster/admission.ts'
import { type Harness, KYVERNO_HARNESS, KYVERNO_MISSING, startHarness } from '../harness.ts'
import { secondsOfProcess } from './cpu-time.ts'
import { compiled, liveGateway } from './live-gateway.ts'
import { MISSING } from './programs.ts'
import { openScene } from './scene.ts'

const [ROUNDS, TIMES] = [Number(process.argv[2] ?? 15), Number(process.argv[3] ?? 100)]
const AUTHORITY = '../gatekeeper/certificates/gateway-ca.crt'

interface Side {
  readonly name: string
  readonly harness: Harness
  /** Milliseconds of the processor for one admission. */
  readonly once: () => Promise<number>
}

if (MISSING !== undefined || KYVERNO_HARNESS === undefined) throw new Error(MISSING ?? KYVERNO_MISSING)
const scene = await openScene('attachment')
const gateway = await liveGateway(scene)
try {
  await scene.image.keep(['clean', 'review'])
  const sides = [await verifyImages(), await pawl('decision'), await pawl('document')]
  const spent = new Map(sides.map(({ name }) => [name, [] as number[]]))
  const gatewayBefore = secondsOfProcess(gateway.processId)
  for (const { once } of sides) await once()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, once } of sides) spent.get(name)?.push(await once())
  }
  const [first] = sides
  const floor = median(spent.get(first?.name ?? '') ?? [])
  console.log('| | ms of the processor of Kyverno, for one admission | beside verifyImages |\n| --- | --- | --- |')
  for (const [name, times] of spent)
    console.log(`| ${name} | ${median(times).toFixed(2)} | ${(median(times) / floor).toFixed(2)} |`)
  const asked = 2 * (ROUNDS + 1) * TIMES
  console.log(
    `the gateway, for one: ${(((secondsOfProcess(gateway.processId) - gatewayBefore) * 1000) / asked).toFixed(2)} ms`,
  )
  for (const { harness } of sides) await harness.dispose()
} finally {
  await gateway.close()
  scene.dispose()
}

async function verifyImages(): Promise<Side> {
  const harness = startHarness(KYVERNO_HARNESS ?? '', join(scene.folder, AUTHORITY))
  const written = readFileSync(join(scene.folder, scene.verifyImages), 'utf8')
  // The path of the key is one for the command line, in the folder of the example.
  const key = JSON.stringify(readFileSync(join(scene.folder, 'out/scanner.pub'), 'utf8'))
  await harness.load(parse(written.replaceAll(/publicKeys: .*/g, `publicKeys: ${key}`)))
  return sideOf('verifyImages', harness, 'production', harness.verify)
}

async function pawl(mode: 'decision' | 'document'): Promise<Side> {
  const harness = startHarness(KYVERNO_HARNESS ?? '', join(scene.folder, AUTHORITY))
  const { policy } = await compiled('reviewed', mode, gateway.url, scene)
  await harness.store(parse(readFileSync(join(scene.folder, policy), 'utf8')))
  return sideOf(`Pawl, ${mode} mode`, harness, 'reviewed', harness.review)
}

function sideOf(name: string, harness: Harness, namespace: string, ask: Harness['review']): Side {
  const spec = { containers: [{ name: 'app', image: scene.image.reference }] }
  const request = created({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app', namespace }, spec }, { namespace })
  const once = async (): Promise<number> => {
    const { allowed, message, spent } = await ask(request, TIMES)
    if (!allowed) throw new Error(`${name}: ${message}`)
    return spent / TIMES / 1e6
  }
  return { name, harness, once }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/**
 * What `kyverno apply` costs with `verifyImages`, and with another policy on the same image. See README.md beside this file. No test: it prints, and fails
 * where an answer is not a yes.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { secondsOfProcess } from './cpu-time.ts'
import { compiled, type LiveGateway, liveGateway } from './live-gateway.ts'
import { MISSING } from './programs.ts'
import { measured, type Side, tableOfTimes } from './rounds.ts'
import { openScene, type Scene } from './scene.ts'

const MODES = ['decision', 'document'] as const

const OPTIONS = {
  rounds: { type: 'string', default: '15' },
  pods: { type: 'string', default: '40' },
  second: { type: 'string' },
  namespace: { type: 'string', default: 'production' },
  idle: { type: 'string' },
  env: { type: 'string', multiple: true },
  'server-pid': { type: 'string' },
  scene: { type: 'string' },
  hold: { type: 'boolean', default: false },
} as const

if (MISSING !== undefined) throw new Error(MISSING)
const { values } = parseArgs({ options: OPTIONS })
const scene = values.scene === undefined ? await openScene('attachment') : undefined
try {
  // As in a row of the table that everybody says yes to.
  await scene?.image.keep(['clean', 'review'])
  if (scene !== undefined && values.hold) await held(scene)
  else await measure(values.scene ?? scene?.folder ?? '')
} finally {
  scene?.dispose()
}

async function measure(folder: string): Promise<void> {
  const plan = { folder, rounds: Number(values.rounds), further: Number(values.pods) }
  const gateway = scene === undefined ? undefined : await liveGateway(scene)
  try {
    const sides = [...sidesIn(folder), ...(await compiledSides(gateway))]
    process.stdout.write(tableOfTimes(await measured(sides, plan), plan))
  } finally {
    // It would keep this process from its end.
    await gateway?.close()
  }
}

/** What Pawl compiled, in both modes, before a gateway in a process of its own. */
async function compiledSides(gateway: LiveGateway | undefined): Promise<readonly Side[]> {
  if (scene === undefined || gateway === undefined) return []
  const held = scene
  const { url, env, processId } = gateway
  const sides = MODES.map(async (mode): Promise<readonly Side[]> => {
    const { policy, rules } = await compiled('reviewed', mode, url, held)
    const plain = { policy, env, spent: () => secondsOfProcess(processId), rules }
    return [
      { ...plain, name: `Pawl, ${mode} mode`, namespace: 'reviewed' },
      { ...plain, name: `Pawl, ${mode} mode, of no pod here`, namespace: 'scanned' },
    ]
  })
  return (await Promise.all(sides)).flat()
}

function sidesIn(folder: string): readonly Side[] {
  const text = readFileSync(join(folder, 'out/verify-images.yaml'), 'utf8')
  writeFileSync(join(folder, 'out/no-image.yaml'), text.replace('*/acme/*', '*/none/*'))
  const plain = { namespace: 'production', env: {}, spent: () => 0 }
  return [
    { ...plain, name: 'verifyImages', policy: 'out/verify-images.yaml', rules: 2 },
    { ...plain, name: 'verifyImages, of no image here', policy: 'out/no-image.yaml', rules: 0 },
    ...(values.second === undefined ? [] : secondSides(values.second, folder)),
  ]
}

function secondSides(file: string, folder: string): readonly Side[] {
  cpSync(resolve(file), join(folder, 'out/second.yaml'))
  const env = Object.fromEntries((values.env ?? []).map((each) => each.split(/=(.*)/s).slice(0, 2)))
  const id = values['server-pid']
  const spent = id === undefined ? () => 0 : () => secondsOfProcess(Number(id))
  const plain = { policy: 'out/second.yaml', env, spent, rules: 1 }
  const { namespace, idle } = values
  return [
    { ...plain, name: 'the second', namespace },
    ...(idle === undefined ? [] : [{ ...plain, name: 'the second, of no pod here', namespace: idle }]),
  ]
}

/** Until somebody interrupts it; what others measure meanwhile is theirs. */
async function held({ folder, image, registry }: Scene): Promise<void> {
  process.stdout.write(`image    ${image.reference}\nregistry ${registry.host}\nscene    ${folder}\n`)
  const ticking = setInterval(() => undefined, 60_000)
  await new Promise<void>((ended) => process.once('SIGINT', () => ended()).once('SIGTERM', () => ended()))
  clearInterval(ticking)
}

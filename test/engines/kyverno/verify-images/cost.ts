/**
 * What `kyverno apply` costs with `verifyImages`, and with another policy on the same image: seconds of the processor, medians of rounds in which all take
 * turns. See README.md beside this file. No test: it prints, and fails where an answer is wrong.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { median, secondsOfProcess, timed } from './cpu-time.ts'
import { KYVERNO, MISSING } from './programs.ts'
import { openScene, type Scene } from './scene.ts'

const OPTIONS = {
  rounds: { type: 'string', default: '11' },
  /** The other policy, what it needs in the environment, and the process that it asks, whose time is added. */
  second: { type: 'string' },
  env: { type: 'string', multiple: true },
  'server-pid': { type: 'string' },
  /** Of a scene that another one holds. */
  scene: { type: 'string' },
  hold: { type: 'boolean', default: false },
} as const

interface Side {
  readonly name: string
  readonly policy: string
  readonly pod: string
  readonly env: Readonly<Record<string, string>>
  /** Seconds that the server which it asks has spent so far. */
  readonly spent: () => number
  /** What the counts have to be. */
  readonly counts: RegExp
}

const nobody = (): number => 0
const COUNTS = {
  none: /^pass: 0, fail: 0, warn: 0, error: 0/m,
  some: /^pass: [1-9]\d*, fail: 0, warn: 0, error: 0/m,
  two: /^pass: 2, fail: 0, warn: 0, error: 0/m,
} as const

if (MISSING !== undefined) throw new Error(MISSING)
const { values } = parseArgs({ options: OPTIONS })
const scene = values.scene === undefined ? await openScene('attachment') : undefined
try {
  const folder = values.scene ?? scene?.folder ?? ''
  // As in a table row that everybody says yes to: a clean scan and a review.
  await scene?.image.keep(['clean', 'review'])
  if (scene !== undefined && values.hold) await held(scene)
  else print(await measured(sidesIn(folder), Number(values.rounds), folder))
} finally {
  scene?.dispose()
}

function sidesIn(folder: string): readonly Side[] {
  const text = readFileSync(join(folder, 'out/verify-images.yaml'), 'utf8')
  writeFileSync(join(folder, 'out/no-image.yaml'), text.replace('*/acme/*', '*/none/*'))
  const plain = { pod: 'out/pod.yaml', env: {}, spent: nobody }
  const sides = [
    { ...plain, name: 'verifyImages', policy: 'out/verify-images.yaml', counts: COUNTS.two },
    { ...plain, name: 'no image is meant', policy: 'out/no-image.yaml', counts: COUNTS.none },
  ]
  if (values.second === undefined) return sides
  cpSync(resolve(values.second), join(folder, 'out/second.yaml'))
  const env = Object.fromEntries((values.env ?? []).map((each) => each.split(/=(.*)/s).slice(0, 2)))
  const id = values['server-pid']
  const spent = id === undefined ? nobody : () => secondsOfProcess(Number(id))
  return [...sides, { ...plain, name: 'the second policy', policy: 'out/second.yaml', env, spent, counts: COUNTS.some }]
}

/** Seconds by side, one of each a round; each round begins with the next. The first round is thrown away. */
async function measured(
  sides: readonly Side[],
  rounds: number,
  folder: string,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const all = new Map(sides.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round <= rounds; round += 1) {
    const from = round % sides.length
    for (const side of [...sides.slice(from), ...sides.slice(0, from)]) {
      const seconds = await secondsOf(side, folder)
      if (round > 0) all.get(side.name)?.push(seconds)
    }
  }
  return all
}

async function secondsOf({ name, policy, pod, env, spent, counts }: Side, folder: string): Promise<number> {
  const before = spent()
  const command = [KYVERNO, 'apply', policy, '--resource', pod, '--registry']
  const { seconds, status, stdout } = await timed(command, { cwd: folder, env })
  if (status !== 0 || !counts.test(stdout)) throw new Error(`${name} answered otherwise: ${status} ${stdout}`)
  return seconds + spent() - before
}

function print(all: ReadonlyMap<string, readonly number[]>): void {
  const first = median(all.get('verifyImages') ?? [])
  const rows = [...all].map(([name, each]) => {
    const range = `${Math.min(...each).toFixed(3)} - ${Math.max(...each).toFixed(3)} s`
    const ratio = (median(each) / first).toFixed(2)
    return `| ${name} | ${median(each).toFixed(3)} s | ${range} | ${ratio} |`
  })
  const lines = ['| policy | median | lowest - highest | of verifyImages |', '| --- | --- | --- | --- |', ...rows]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Until somebody interrupts it; what others measure meanwhile is theirs. */
async function held({ folder, image, registry }: Scene): Promise<void> {
  process.stdout.write(`image    ${image.reference}\nregistry ${registry.host}\nscene    ${folder}\n`)
  const ticking = setInterval(() => undefined, 60_000)
  await new Promise<void>((ended) => process.once('SIGINT', () => ended()).once('SIGTERM', () => ended()))
  clearInterval(ticking)
}

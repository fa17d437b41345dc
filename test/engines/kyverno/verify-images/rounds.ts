import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median, timed } from './cpu-time.ts'
import { KYVERNO } from './programs.ts'

/** One policy that is measured, about pods of one image. Paths are in the folder of the scene. */
export interface Side {
  readonly name: string
  readonly policy: string
  readonly namespace: string
  /** What the policy needs in Kyverno's environment. */
  readonly env: Readonly<Record<string, string>>
  /** Seconds that the server which it asks has spent so far. */
  readonly spent: () => number
  /** Answers that it gives about one pod. */
  readonly rules: number
}

export interface Plan {
  readonly folder: string
  readonly rounds: number
  /** How many pods there are beside the one. */
  readonly further: number
}

/** Seconds of the processor by side, one a round: of a run about one pod, and of one about that and the further ones. */
export interface Times {
  readonly one: readonly number[]
  readonly all: readonly number[]
}

/** Every side takes turns within a round, and each round begins with the next. The first round is thrown away. */
export async function measured(sides: readonly Side[], plan: Plan): Promise<ReadonlyMap<string, Times>> {
  const times = new Map(sides.map(({ name }) => [name, { one: [] as number[], all: [] as number[] }]))
  for (const { namespace } of sides) writePods(namespace, plan)
  for (let round = 0; round <= plan.rounds; round += 1) {
    const from = round % sides.length
    for (const side of [...sides.slice(from), ...sides.slice(0, from)]) {
      const one = await secondsOf(side, 1, plan.folder)
      const all = await secondsOf(side, plan.further + 1, plan.folder)
      if (round === 0) continue
      times.get(side.name)?.one.push(one)
      times.get(side.name)?.all.push(all)
    }
  }
  return times
}

/** The pod of the example once, and as often as it takes, under other names. */
function writePods(namespace: string, { folder, further }: Plan): void {
  const pod = readFileSync(join(folder, 'out/pod.yaml'), 'utf8')
  for (const count of [1, further + 1]) {
    const pods = Array.from({ length: count }, (_, at) =>
      pod.replace(/^metadata: .*$/m, `metadata: { name: app-${at}, namespace: ${namespace} }`),
    )
    writeFileSync(join(folder, podsIn(namespace, count)), pods.join('---\n'))
  }
}

const podsIn = (namespace: string, count: number): string => `out/pods-${namespace}-${count}.yaml`

async function secondsOf(side: Side, pods: number, folder: string): Promise<number> {
  const { name, policy, namespace, env, spent, rules } = side
  const before = spent()
  const command = [KYVERNO, 'apply', policy, '--resource', podsIn(namespace, pods), '--registry']
  const { seconds, status, stdout } = await timed(command, { cwd: folder, env })
  // A policy that cannot be read costs little, and ends with 0.
  if (status !== 0 || !stdout.includes(`pass: ${rules * pods}, fail: 0, warn: 0, error: 0`))
    throw new Error(`${name} answered otherwise: ${status} ${stdout}`)
  return seconds + spent() - before
}

/** A table for people: medians, and how many times that of the first side they are. */
export function tableOfTimes(times: ReadonlyMap<string, Times>, { further }: Plan): string {
  const figures = [...times].map(([name, { one, all }]) => {
    const each = (median(all) - median(one)) / further
    return { name, one: median(one), range: `${Math.min(...one).toFixed(3)} - ${Math.max(...one).toFixed(3)} s`, each }
  })
  const [first] = figures
  const rows = figures.map(({ name, one, range, each }) => {
    const ratios = [one / (first?.one ?? Number.NaN), each / (first?.each ?? Number.NaN)]
    const [whole = '', more = ''] = ratios.map((ratio) => `${ratio.toFixed(2)} x`)
    return `| ${name} | ${one.toFixed(3)} s | ${range} | ${whole} | ${(each * 1000).toFixed(2)} ms | ${more} |`
  })
  return [
    '| policy | one pod | lowest - highest | of the first | each further pod | of the first |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

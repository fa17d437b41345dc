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

/** Seconds of the processor of one run: of Kyverno, and meanwhile of the server that it asked. */
export interface Spent {
  readonly kyverno: number
  readonly server: number
}

/** By side, one a round: of a run about one pod, and of one about that and the further ones. */
export interface Times {
  readonly one: readonly Spent[]
  readonly all: readonly Spent[]
}

/** Every side takes turns within a round, and each round begins with the next. The first round is thrown away. */
export async function measured(sides: readonly Side[], plan: Plan): Promise<ReadonlyMap<string, Times>> {
  const times = new Map(sides.map(({ name }) => [name, { one: [] as Spent[], all: [] as Spent[] }]))
  for (const { namespace } of sides) writePods(namespace, plan)
  for (let round = 0; round <= plan.rounds; round += 1) {
    const from = round % sides.length
    for (const side of [...sides.slice(from), ...sides.slice(0, from)]) {
      const one = await spentBy(side, 1, plan.folder)
      const all = await spentBy(side, plan.further + 1, plan.folder)
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

async function spentBy(side: Side, pods: number, folder: string): Promise<Spent> {
  const { name, policy, namespace, env, spent, rules } = side
  const before = spent()
  const command = [KYVERNO, 'apply', policy, '--resource', podsIn(namespace, pods), '--registry']
  const { seconds: kyverno, status, stdout } = await timed(command, { cwd: folder, env })
  // A policy that cannot be read costs little, and ends with 0.
  if (status !== 0 || !stdout.includes(`pass: ${rules * pods}, fail: 0, warn: 0, error: 0`))
    throw new Error(`${name} answered otherwise: ${status} ${stdout}`)
  return { kyverno, server: spent() - before }
}

/** A table for people: medians, and how many times that of the first side they are. */
export function tableOfTimes(times: ReadonlyMap<string, Times>, { further }: Plan): string {
  const figures = [...times].map(([name, sides]) => figuresOf(name, sides, further))
  const [first] = figures
  const rows = figures.map(({ name, range, kyverno, server }) => {
    const ratios = [
      kyverno.one / (first?.kyverno.one ?? Number.NaN),
      kyverno.each / (first?.kyverno.each ?? Number.NaN),
    ]
    const [whole, more] = ratios.map((ratio) => `${ratio.toFixed(2)} x`)
    const one = `${seconds(kyverno.one)} | ${range} | ${whole} | ${milliseconds(server.one)}`
    return `| ${name} | ${one} | ${milliseconds(kyverno.each)} | ${more} | ${milliseconds(server.each)} |`
  })
  return [
    '| policy | Kyverno, one pod | lowest - highest | of the first | gateway | Kyverno, each further pod | of the first | gateway |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

interface Figures {
  readonly name: string
  readonly range: string
  readonly kyverno: { readonly one: number; readonly each: number }
  readonly server: { readonly one: number; readonly each: number }
}

function figuresOf(name: string, { one, all }: Times, further: number): Figures {
  const of = (who: keyof Spent): Figures['kyverno'] => {
    const [alone, together] = [one, all].map((runs) => median(runs.map((each) => each[who])))
    return { one: alone ?? Number.NaN, each: ((together ?? Number.NaN) - (alone ?? Number.NaN)) / further }
  }
  const alone = one.map(({ kyverno }) => kyverno)
  const range = `${seconds(Math.min(...alone))} - ${seconds(Math.max(...alone))}`
  return { name, range, kyverno: of('kyverno'), server: of('server') }
}

const seconds = (value: number): string => `${value.toFixed(3)} s`
const milliseconds = (value: number): string => `${(value * 1000).toFixed(1)} ms`

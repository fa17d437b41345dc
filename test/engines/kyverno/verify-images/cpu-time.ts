import { readFileSync } from 'node:fs'
import { type Place, run } from './programs.ts'

/** One run of a program: seconds of the processor, of user and system together, and what it printed. */
export interface TimedRun {
  readonly seconds: number
  readonly status: number | null
  readonly stdout: string
}

/** Node says nothing about the time of one child; bash does, in milliseconds, of the child and all that it started. What the child says on its other stream is lost. */
const SCRIPT = `TIMEFORMAT='%3U %3S'; { time "$@" 2> /dev/null; }`

export async function timed(command: readonly string[], { cwd, env }: Place): Promise<TimedRun> {
  const place = { cwd, env: { ...env, LC_ALL: 'C' } }
  const { status, stdout, stderr } = await run('bash', ['-c', SCRIPT, 'bash', ...command], place)
  const [, user, system] = /^(\d+\.\d+) (\d+\.\d+)$/m.exec(stderr) ?? []
  if (user === undefined || system === undefined) throw new Error(`bash measured nothing: ${stderr}`)
  return { seconds: Number(user) + Number(system), status, stdout }
}

/** Ticks of a process that runs already, all threads of it; Linux only (proc(5): utime and stime, the 14th and 15th, of 100 a second). */
export function secondsOfProcess(id: number): number {
  const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
  // The name of the program is in parentheses, and may have spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return (low + high) / 2
}

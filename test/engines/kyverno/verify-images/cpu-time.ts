import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** One run of a program: seconds of the processor, of user and system together, and what it printed. */
export interface TimedRun {
  readonly seconds: number
  readonly status: number | null
  readonly stdout: string
}

/** Node says nothing about the time of one child; bash does, in milliseconds, of the child and all that it started. */
const SCRIPT = `TIMEFORMAT='%3U %3S'; out=$1; shift; { time "$@" > "$out" 2> /dev/null; } 2>&1`

export function timed(
  command: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): TimedRun {
  const out = join(cwd, 'out', `timed-${process.pid}`)
  const options = { cwd, env: { ...process.env, LC_ALL: 'C', ...env }, encoding: 'utf8' } as const
  const { status, stdout } = spawnSync('bash', ['-c', SCRIPT, 'bash', out, ...command], options)
  const [, user, system] = /^(\d+\.\d+) (\d+\.\d+)$/m.exec(stdout) ?? []
  if (user === undefined || system === undefined) throw new Error(`bash measured nothing: ${stdout}`)
  const printed = readFileSync(out, 'utf8')
  rmSync(out)
  return { seconds: Number(user) + Number(system), status, stdout: printed }
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

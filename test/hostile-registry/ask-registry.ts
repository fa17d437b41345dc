import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { ask } from './ask.ts'
import type { Task } from './task.ts'

// node --conditions=@pawl/source ask-registry.ts TASK: a process of its own, so that what it costs can be measured. Prints a Report.
const task: Task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const begin = performance.now()
const report = await ask(task)
const milliseconds = Math.round(performance.now() - begin)
process.stdout.write(JSON.stringify({ ...report, milliseconds, peakBytes: peakBytes() }))

/** Of this process alone: what `resourceUsage` says begins, on Linux, with the peak of whoever started it. */
function peakBytes(): number {
  if (!existsSync('/proc/self/status')) return process.resourceUsage().maxRSS * 1024
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

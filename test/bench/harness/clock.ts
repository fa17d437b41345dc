import process from 'node:process'

/** Microseconds of processor time since some beginning. */
export type Clock = () => number

/**
 * What the process has spent, and not the time on the wall: other programs on the machine take the latter. Of the process, because
 * `threadCpuUsage` advances in ticks of four milliseconds on Linux; with `--single-threaded-gc` it is one thread all the same.
 */
export const processorTime: Clock = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

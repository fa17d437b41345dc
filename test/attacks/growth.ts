import process from 'node:process'

/**
 * How many times the work is of `factor` times the size, in CPU time, the least of five runs each: about `factor` where it grows with the
 * size, the square of it where every element is held against every other. `act` gets an input made beforehand.
 */
export function growth<T>(make: (size: number) => T, act: (input: T) => void, size: number, factor: number): number {
  const [small, large] = [make(size), make(size * factor)]
  act(small)
  return cost(() => act(large)) / cost(() => act(small))
}

function cost(act: () => void): number {
  const runs = Array.from({ length: 5 }, () => {
    const { user, system } = process.cpuUsage()
    act()
    const spent = process.cpuUsage({ user, system })
    return spent.user + spent.system
  })
  return Math.max(1, Math.min(...runs))
}

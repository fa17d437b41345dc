/** Whether some text matches both globs: a walk over pairs of positions, at most 256 x 256 of them. */
export function globsIntersect(a: string, b: string): boolean {
  const left = tokens(a)
  const right = tokens(b)
  const seen = new Set<number>()
  const open: [number, number][] = [[0, 0]]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [i, j] = pair
    if (i === left.length && j === right.length) return true
    const key = i * (right.length + 1) + j
    if (seen.has(key)) continue
    seen.add(key)
    open.push(...steps(left, i, right, j))
  }
  return false
}

function steps(left: readonly string[], i: number, right: readonly string[], j: number): [number, number][] {
  const a = left[i]
  const b = right[j]
  const next: [number, number][] = []
  // A star may take nothing more.
  if (isStar(a)) next.push([i + 1, j])
  if (isStar(b)) next.push([i, j + 1])
  // Or one character that both sides allow.
  if (a !== undefined && b !== undefined && agree(a, b)) next.push([isStar(a) ? i : i + 1, isStar(b) ? j : j + 1])
  return next
}

function agree(a: string, b: string): boolean {
  if (isStar(a)) return isStar(b) || a === '**' || b !== '/'
  return isStar(b) ? b === '**' || a !== '/' : a === b
}

function isStar(token: string | undefined): boolean {
  return token === '*' || token === '**'
}

function tokens(glob: string): readonly string[] {
  return glob.match(/\*\*|[\s\S]/g) ?? []
}

/** The one of our own words that somebody meant, if it is near enough to be a slip: at most a third of its letters differ. */
export function nearestWord(written: string, words: Iterable<string>): string | undefined {
  let nearest: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const word of words) {
    const slips = distance(written.slice(0, 64).toLowerCase(), word.toLowerCase())
    if (slips <= Math.max(1, Math.floor(word.length / 3)) && slips < least) {
      nearest = word
      least = slips
    }
  }
  return nearest
}

/** Letters to insert, leave out or exchange (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const kept = (row[j] ?? 0) + (letter === b[j] ? 0 : 1)
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

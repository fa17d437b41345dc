/** Rows as aligned columns under a header, which may be empty; the last column is wrapped to `width`. Cells are printable already. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  indent: string,
): string {
  const all = header.length === 0 ? rows : [header, ...rows]
  const last = Math.max(0, ...all.map((row) => row.length - 1))
  const widths = Array.from({ length: last }, (_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const used = indent.length + widths.reduce((sum, each) => sum + each + 2, 0)
  const room = Math.max(24, width - used)
  const lines = all.flatMap((row) => {
    const [first = '', ...more] = wrap(row[last] ?? '', room)
    const start = widths.map((each, column) => (row[column] ?? '').padEnd(each + 2))
    return [`${indent}${start.join('')}${first}`, ...more.map((line) => ' '.repeat(used) + line)]
  })
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** Breaks at spaces; a word longer than the room is left whole, so that digests can be copied. */
function wrap(text: string, room: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'

/** The `sh` blocks of a page in their order, each with the `text` block that follows it, which is what it prints. */
export function blocksOf(page) {
  const fences = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, body]) => ({ language, body }))
  return fences.flatMap(({ language, body }, at) => {
    if (language !== 'sh') return []
    const next = fences[at + 1]
    return [{ commands: body, printed: next?.language === 'text' ? next.body : undefined }]
  })
}

/**
 * Runs the blocks of a page in one shell, as a person does who follows it: a variable and a server of one block are there in the next. A command that fails
 * ends it. Gives what is wrong, block by block; nothing where all was as written.
 */
export function problemsOf(page, options) {
  const blocks = blocksOf(page)
  if (blocks.length === 0) return ['it has no commands']
  const mark = randomUUID()
  const script = blocks.map(({ commands }) => `${commands}\nprintf '\\n%s\\n' ${mark}\n`).join('')
  const { output, status } = runBash(`${PREAMBLE}${script}`, options)
  const outputs = output.split(`\n${mark}\n`)
  return blocks.flatMap(({ commands, printed }, at) => {
    if (at >= outputs.length - 1)
      return at === outputs.length - 1 ? [`ended with ${status}: ${commands}${outputs[at]}`] : []
    if (printed === undefined || outputs[at].trimEnd() === printed.trimEnd()) return []
    return [`${commands}printed\n${outputs[at]}\nand not\n${printed}`]
  })
}

// Errexit, and whatever was started ends with the shell.
const PREAMBLE = `set -euo pipefail
trap 'jobs -p | xargs -r kill 2> /dev/null' EXIT
exec 2>&1
`

function runBash(script, options) {
  try {
    return { output: execFileSync('bash', ['-c', script], { ...OPTIONS, ...options }), status: 0 }
  } catch (error) {
    return { output: `${error.stdout ?? ''}`, status: error.status ?? error.message }
  }
}

const OPTIONS = { encoding: 'utf8', timeout: 120_000, maxBuffer: 16 << 20, stdio: ['ignore', 'pipe', 'inherit'] }

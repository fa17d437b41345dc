import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const url = (path: string): URL => new URL(`../../${path}`, import.meta.url)
const PAGE = readFileSync(url('docs/migrate-kyverno.md'), 'utf8')
const MAIN = fileURLToPath(url('apps/cli/src/main.ts'))
const fences = [...PAGE.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
/** Code of the page in fences of a kind, as it is written. */
const blocks = (kind: string): readonly string[] => fences.flatMap(([, of, text]) => (of === kind ? [text ?? ''] : []))
const EXAMPLE = 'examples/kyverno-migrate'
const kept = (name: string): string => readFileSync(url(`${EXAMPLE}/${name}`), 'utf8')

/** The block in a folder of its own, which has the examples, and what it leaves there. */
function run(block: string) {
  const cwd = mkdtempSync(join(tmpdir(), 'pawl-migrate-page-'))
  mkdirSync(join(cwd, 'bin'))
  for (const example of [EXAMPLE, 'examples/policy-test']) cpSync(url(example), join(cwd, example), { recursive: true })
  writeFileSync(
    join(cwd, 'bin/pawl'),
    `#!/bin/sh\nexec '${process.execPath}' --conditions=@pawl/source '${MAIN}' "$@"\n`,
  )
  chmodSync(join(cwd, 'bin/pawl'), 0o755)
  const env = { PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`, HOME: cwd, NO_COLOR: '1' }
  const result = spawnSync('bash', ['--norc', '-eo', 'pipefail', '-c', block], { cwd, env, encoding: 'utf8' })
  return { ...result, folder: join(cwd, EXAMPLE) }
}
const [first = '', second = '', ...others] = blocks('')

describe('the commands of docs/migrate-kyverno.md', () => {
  it('are three', () => {
    expect(others).toHaveLength(1)
  })

  it.each(blocks(''))('run as written: %#', (block) => {
    expect(run(block)).toMatchObject({ status: 0, stderr: '' })
  })

  it('print the report of the example, of which the page shows a part', () => {
    const { stdout } = run(first)
    expect(stdout).toBe(kept('report.txt'))
    const [shown = ''] = blocks('text')
    expect(shown).not.toBe('')
    expect(stdout).toContain(shown)
  })

  it('write the proposal of the example', () => {
    const { folder } = run(first)
    expect(readdirSync(join(folder, 'proposal'))).toEqual(
      readdirSync(url(`${EXAMPLE}/proposed`))
        .concat('keys')
        .toSorted(),
    )
    for (const name of readdirSync(url(`${EXAMPLE}/proposed`)))
      expect(readFileSync(join(folder, 'proposal', name), 'utf8'), name).toBe(kept(`proposed/${name}`))
  })

  it('allow the image that the scanner of the example scanned', () => {
    expect(run(second)).toMatchObject({ status: 0, stdout: expect.stringContaining('ALLOW until') })
  })

  it('deny it a week later, and by the key of somebody else', () => {
    const later = second.replace('2026-01-02T', '2026-01-12T')
    expect(run(later)).toMatchObject({ status: 1, stdout: expect.stringContaining('DENY') })
    const stranger = second.replace(
      'pawl check',
      'cp ../policy-test/security-team.pub proposal/keys/check-scan-key.pub\npawl check',
    )
    expect(run(stranger)).toMatchObject({ status: 1, stdout: expect.stringContaining('DENY') })
  })
})

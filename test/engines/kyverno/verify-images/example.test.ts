import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readmeScript } from '../../gatekeeper/example.ts'
import { COSIGN, KYVERNO, MISSING, ours, REFERRERS_REGISTRY } from './programs.ts'
import { copyOfExample } from './scene.ts'
import { PAGE } from './table.ts'

const { blocksOf, problemsOf } = await readmeScript()

/** What the page calls by name. The registry takes no arguments, and prints where it listens. */
const PROGRAMS = new Map([
  ['kyverno', KYVERNO],
  ['cosign', COSIGN],
  ['registry', REFERRERS_REGISTRY],
  ['pawl', [process.execPath, ...ours('cli')].join("' '")],
  ['pawl-gateway', [process.execPath, ...ours('gateway')].join("' '")],
])

describe.skipIf(MISSING !== undefined)('the README of examples/kyverno-verify-images', () => {
  let folder: string
  beforeAll(() => {
    folder = copyOfExample()
    mkdirSync(join(folder, 'bin'))
    for (const [name, path] of PROGRAMS) {
      writeFileSync(join(folder, 'bin', name), `#!/bin/bash\nexec '${path}' "$@"\n`)
      chmodSync(join(folder, 'bin', name), 0o755)
    }
  })
  afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }))

  it('says what its commands print', () => {
    const env = { ...process.env, NO_COLOR: '1', PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }
    expect(blocksOf(PAGE)).toHaveLength(10)
    expect(problemsOf(PAGE, { cwd: folder, env })).toStrictEqual([])
  }, 300_000)
})

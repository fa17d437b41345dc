import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { inRepository, OPA } from './run-target.ts'

const README = readFileSync(inRepository('examples/classic-failures/README.md'), 'utf8')
const commands = README.split('\n').filter((line) => line.startsWith('pawl prove '))

// Loud: a run without opa names these as skipped.
const real = OPA === undefined ? describe.skip : describe

describe('the README of the classic failures', () => {
  it('has a command for each flaw and each rewrite', () => {
    expect(commands.filter((each) => each.includes('sound.'))).toHaveLength(4)
    expect(commands).toHaveLength(10)
  })
})

real('its commands, as written but shorter', () => {
  it.each(commands)('%s', (command) => {
    const args = [...command.split(' ').slice(1), '--cases', '1500', '--opa', OPA ?? '']
    const program = ['--conditions=@pawl/source', inRepository('apps/cli/src/main.ts')]
    const { status, stdout } = spawnSync(process.execPath, [...program, ...args], {
      cwd: inRepository('.'),
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    })
    const sound = command.includes('sound.')
    expect(stdout).toContain(sound ? 'no counterexample in ' : 'COUNTEREXAMPLE ')
    expect(stdout).not.toMatch(/\bproved\b/)
    expect(status).toBe(sound ? 0 : 1)
  })
})

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { inRepository, KYVERNO, OPA } from './run-target.ts'

const README = readFileSync(inRepository('examples/classic-failures/README.md'), 'utf8')
const all = README.split('\n').filter((line) => line.startsWith('pawl prove '))
const ofKyverno = all.filter((line) => line.includes('/kyverno/'))
const commands = all.filter((line) => !line.includes('/kyverno/'))

/** The command ends with 0 where it asks for something sound, else with 1 and a counterexample. */
function expectResult(command: string, more: readonly string[]): void {
  const args = [...command.split(' ').slice(1), ...more]
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
}

// Loud: a run without opa, or without Kyverno, names these as skipped.
const real = OPA === undefined ? describe.skip : describe
const realKyverno = KYVERNO === undefined ? describe.skip : describe

describe('the README of the classic failures', () => {
  it('has a command for each flaw and each rewrite', () => {
    expect(commands.filter((each) => each.includes('sound.'))).toHaveLength(4)
    expect(commands).toHaveLength(10)
  })

  it('has one of each for Kyverno', () => {
    expect(ofKyverno.map((each) => each.includes('sound.'))).toEqual([false, true])
  })
})

real('its commands, as written but shorter', () => {
  it.each(commands)('%s', (command) => {
    expectResult(command, ['--cases', '1500', '--opa', OPA ?? ''])
  })
})

realKyverno('its commands of Kyverno, as written but shorter', { timeout: 300_000 }, () => {
  it.each(ofKyverno)('%s', (command) => {
    expectResult(command, ['--cases', '60', '--kyverno', KYVERNO ?? ''])
  })
})

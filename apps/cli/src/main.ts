#!/usr/bin/env node
import process, { env } from 'node:process'
import { loadEngine } from '@pawl/opa'
import { CommanderError } from 'commander'
import { renderRefusal } from './output/render-refusal.ts'
import { terminal } from './output/terminal.ts'
import { program } from './program.ts'

// What happens on error: this page. Every throw, whatever it is, ends as exit code 2, "could not decide"; only a command that
// ran to its end says 0 or 1.
const COULD_NOT_DECIDE = 2
process.exitCode = COULD_NOT_DECIDE

// A reader that closes early, as `head` does, is no defect, and an answer that nobody read is no yes.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(COULD_NOT_DECIDE))

const out = terminal(process.stdout)
const err = terminal(process.stderr)
const world = { out, err, clock: () => Math.floor(Date.now() / 1000), loadOpa: loadEngine, environment: env }
try {
  await program(world, (code) => {
    process.exitCode = code
  }).parseAsync(process.argv)
} catch (error) {
  process.exitCode = isHelp(error) ? 0 : COULD_NOT_DECIDE
  if (!isHelp(error)) renderRefusal(error, err)
}

function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0
}

/**
 * The Rego of the Gatekeeper template, in both modes: format, strict check, Rego tests, and the strict check again in the form in which
 * Gatekeeper gets it. Run it with `node --conditions=@pawl/source`: it reads the sources.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fail, requireOpa, root, runOpa } from './opa-tool.mjs'

const folder = join(root, 'packages/gatekeeper')
const tests = join(folder, 'rego-tests')
const opa = requireOpa()
const scratch = mkdtempSync(join(tmpdir(), 'pawl-gatekeeper-rego-'))
process.once('exit', () => rmSync(scratch, { recursive: true }))

/** The builtins of OPA and the one that Gatekeeper adds. */
function writeCapabilities() {
  const all = JSON.parse(runOpa(opa, ['capabilities', '--current']))
  const external = {
    name: 'external_data',
    decl: { type: 'function', args: [{ type: 'any' }], result: { type: 'any' } },
  }
  const file = join(scratch, 'capabilities.json')
  writeFileSync(file, JSON.stringify({ ...all, builtins: [...all.builtins, external] }))
  return ['--capabilities', file]
}

function sourcesOf(mode) {
  return ['gatekeeper', 'template', mode].map((name) => join(folder, 'rego', name))
}

/** The files that `asLibrary` makes, without the configuration, which is data. */
function writeLibraries(mode, { asLibrary, readRego }) {
  const { template, libraries } = readRego(mode)
  for (const file of [template, ...libraries]) {
    const path = join(scratch, mode, file.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, asLibrary(file))
  }
  return join(scratch, mode)
}

const unformatted = runOpa(opa, ['fmt', '--list', join(folder, 'rego'), tests]).trim()
if (unformatted !== '') fail(`not formatted; run \`opa fmt --write\` on: ${unformatted}`)
const capabilities = writeCapabilities()
const interpreter = join(root, 'packages/opa/rego')
const made = {
  ...(await import(join(folder, 'src/compile/rego-text.ts'))),
  ...(await import(join(folder, 'src/compile/read-rego.ts'))),
}
for (const mode of ['decision', 'document']) {
  const sources = [interpreter, ...sourcesOf(mode)]
  runOpa(opa, ['check', '--strict', ...capabilities, ...sources])
  runOpa(opa, ['check', '--strict', ...capabilities, writeLibraries(mode, made)])
  const evidence = join(root, 'packages/opa/rego-tests/fixtures.rego')
  const words = runOpa(opa, ['test', ...capabilities, ...sources, evidence, join(tests, 'both'), join(tests, mode)])
  console.log(`${mode}: ${words.trim()}`)
}

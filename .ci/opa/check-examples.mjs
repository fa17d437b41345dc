/**
 * Follows the READMEs of the examples for OPA: every command as written, in a copy, and what it prints compared with what the page says. `opa` is the pinned
 * one, `pawl` what was built here, `conftest` that of .ci/conftest/install.mjs; a page that needs one which is not there is named and skipped.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { CONFTEST_PATH } from '../conftest/conftest.mjs'
import { fail, requireOpa, root } from './opa-tool.mjs'
import { problemsOf } from './readme-script.mjs'

const PAGES = [
  'examples/rego/README.md',
  'examples/rego/compiled-policy/README.md',
  'examples/rego/existing-bundle/README.md',
  'examples/opa-server/README.md',
  'examples/conftest/README.md',
]
const COPIED = [
  'packages/document/schema.json',
  'examples/rego',
  'examples/opa-server',
  'examples/conftest',
  'examples/policy-test',
  'packages/opa/rego',
  'packages/opa/bundle',
]

/** Pages that do not do what they say. If one of them passed, so would any. */
const LIES = [
  '```sh\necho a\n```\n\n```text\nb\n```\n',
  '```sh\necho a\nfalse\necho b\n```\n',
  '```sh\ntrue\n```\n\n```sh\nno-such-program\n```\n',
  '```text\na page without a command\n```\n',
]

const conftest = process.env.PAWL_CONFTEST ?? CONFTEST_PATH
const folder = mkdtempSync(join(tmpdir(), 'pawl-examples-'))
let failed = 0
try {
  const programs = writePrograms(join(folder, 'bin'))
  for (const each of COPIED) cpSync(join(root, each), join(folder, each), { recursive: true })
  const env = { ...process.env, NO_COLOR: '1', TMPDIR: folder, PATH: `${programs}${delimiter}${process.env.PATH}` }
  for (const lie of LIES) if (problemsOf(lie, { cwd: folder, env }).length === 0) fail(`not found: ${lie}`)
  for (const page of PAGES) follow(page, { cwd: folder, env })
} finally {
  rmSync(folder, { recursive: true })
}
if (failed > 0) fail(`${failed} of ${PAGES.length} pages do not do what they say`)

function follow(page, options) {
  const text = readFileSync(join(root, page), 'utf8')
  if (/^conftest /m.test(text) && !existsSync(conftest)) {
    console.log(`SKIPPED ${page}: there is no conftest; run \`node .ci/conftest/install.mjs\``)
    return
  }
  const problems = problemsOf(text, options)
  if (problems.length > 0) failed += 1
  console.log(problems.length === 0 ? `as written: ${page}` : `${page}:\n${problems.join('\n')}`)
}

function writePrograms(bin) {
  mkdirSync(bin)
  symlinkSync(requireOpa(), join(bin, 'opa'))
  if (existsSync(conftest)) symlinkSync(conftest, join(bin, 'conftest'))
  const main = join(root, 'apps/cli/dist/main.js')
  if (!existsSync(main)) fail('pawl is not built: run `npm run build`')
  const pinned = join(root, 'node_modules/.bin/node')
  const pawl = join(bin, 'pawl')
  writeFileSync(pawl, `#!/bin/sh\nexec "${existsSync(pinned) ? pinned : process.execPath}" "${main}" "$@"\n`)
  chmodSync(pawl, 0o755)
  return bin
}

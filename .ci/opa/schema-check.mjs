import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, root, runOpa } from './opa-tool.mjs'

/** The file of each package that holds its annotation. */
const ANNOTATED = ['decision.rego', 'claims.rego', 'input.rego']

/**
 * What says which schema is which. It is put in here and not in the source: a library that names schemas is refused by every
 * `opa check -s` over other schemas, and teams check their own policies together with it.
 */
const SCHEMAS = `# METADATA
# scope: package
# schemas:
#   - input: schema.document
#   - data.pawl.profile: schema.profile
`

/** One typo in a path, which has to be found: without these a schema that says nothing would pass as well. */
const TYPOS = [
  ['decision.rego', 'count(input.images)', 'count(input.image)'],
  ['decision.rego', 'input.now <', 'input.time <'],
  ['decision.rego', 'data.pawl.profile.unmatched ==', 'data.pawl.profile.unmached =='],
  ['decision.rego', 'policies[p].revoked.digests', 'policies[p].revoked.digest'],
  [
    'decision.rego',
    'count(data.pawl.profile.policies[p].requirements)',
    'count(data.pawl.profile.policies[p].require)',
  ],
  ['decision.rego', 'bound := data.pawl.profile.validUntil', 'bound := data.pawl.profile.validuntil'],
  ['candidates.rego', 'lasts > input.now', 'lasts > input.Now'],
  ['claims.rego', 'image.validUntil) > input.now', 'image.validUntil) > input.at'],
  ['input.rego', 'input.apiVersion ==', 'input.apiversion =='],
  ['input.rego', 'image.verifiedAt <= input.now', 'image.verifiedAt <= input.nows'],
]

/**
 * `opa check --strict` with the published schemas of the document and of the profile, as they are. OPA knows `input` and `data` by them,
 * and not what a function is given or the variables of `some`: typos there are for the tests, whose coverage is complete.
 */
export function checkWithSchemas(opa, capabilities) {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-schemas-'))
  try {
    const library = prepare(folder)
    const args = ['check', '--strict', ...capabilities, '-s', join(folder, 'schemas'), join(folder, 'rego')]
    runOpa(opa, args)
    for (const [file, right, typo] of TYPOS) {
      const path = join(library, file)
      const source = readFileSync(path, 'utf8')
      if (!source.includes(right)) fail(`${file} no longer holds ${right}: choose another typo`)
      writeFileSync(
        path,
        source.replace(right, () => typo),
      )
      if (!isRefused(opa, args)) fail(`opa check -s does not find the typo ${typo} in ${file}`)
      writeFileSync(path, source)
    }
    return `opa check with the schemas: sound, and ${TYPOS.length} typos of ${TYPOS.length} found`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function prepare(folder) {
  const library = join(folder, 'rego/pawl')
  cpSync(join(root, 'packages/opa/rego'), join(folder, 'rego'), { recursive: true })
  for (const file of ANNOTATED) {
    const source = readFileSync(join(library, file), 'utf8')
    if (!source.startsWith('# METADATA\n')) fail(`${file} no longer begins with the annotation of its package`)
    writeFileSync(join(library, file), source.replace('# METADATA\n', SCHEMAS))
  }
  mkdirSync(join(folder, 'schemas'))
  cpSync(join(root, 'packages/document/schema.json'), join(folder, 'schemas/document.json'))
  cpSync(join(root, 'packages/policy/schemas/compiled-profile.json'), join(folder, 'schemas/profile.json'))
  return library
}

/** A refusal for the typo, and not for anything else that could be wrong. */
function isRefused(opa, args) {
  try {
    execFileSync(opa, args, { stdio: 'pipe' })
    return false
  } catch (error) {
    return `${error.stderr}`.includes('rego_type_error: undefined ref')
  }
}

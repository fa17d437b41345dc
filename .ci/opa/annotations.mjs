import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, runOpa } from './opa-tool.mjs'

/** Packages whose every rule is for others to use. Of the interpreter only the entrypoint is. */
const PUBLIC = ['pawl.engine', 'pawl.claims', 'pawl.input']
const MEMBERS = ['takes', 'gives', 'refuses', 'holds', 'fails']

/**
 * What the annotations say: for each package its title and description, and its documented rules in the order of the source, with
 * `signature`, `description` and the members of `custom`. A public rule without all of these ends the program.
 */
export function documentedPackages(opa, rego) {
  const { annotations } = JSON.parse(runOpa(opa, ['inspect', '-a', '-f', 'json', rego]))
  const rules = rulesOf(opa, join(rego, 'pawl'))
  return PUBLIC.map((name) => {
    const own = annotations.filter(({ path }) => nameOf(path).startsWith(`data.${name}`)).sort(byPlace)
    const about = own.find((each) => each.annotations.scope === 'package')?.annotations
    if (about?.title === undefined) fail(`the package ${name} has no annotation with a title`)
    const documented = own.filter((each) => each.annotations.scope !== 'package').map(ruleOf)
    const missing = (rules.get(name) ?? []).filter((rule) => !documented.some((each) => each.name === rule))
    if (name !== 'pawl.engine' && missing.length > 0) fail(`${name}: no annotation on ${missing.join(', ')}`)
    return { name, title: about.title, description: about.description.trim(), rules: documented }
  })
}

function ruleOf({ annotations, path }) {
  const { title, description, entrypoint = false, custom = {} } = annotations
  const absent = MEMBERS.filter((member) => typeof custom[member] !== 'string')
  if (title === undefined || description === undefined || absent.length > 0) {
    fail(`${nameOf(path)}: its annotation lacks a title, a description, or in custom: ${absent.join(', ')}`)
  }
  const name = path.at(-1).value
  if (title !== name && !title.startsWith(`${name}(`)) fail(`${nameOf(path)}: its title is not how it is called`)
  return { name, signature: title, description: description.trim(), entrypoint, ...custom }
}

/** Names of all rules by package, each once. */
function rulesOf(opa, folder) {
  const names = new Map()
  for (const file of readdirSync(folder)) {
    const module = JSON.parse(runOpa(opa, ['parse', '--format', 'json', join(folder, file)]))
    const name = module.package.path
      .slice(1)
      .map((each) => each.value)
      .join('.')
    const found = module.rules.map(({ head }) => head.ref[0].value)
    names.set(name, [...new Set([...(names.get(name) ?? []), ...found])])
  }
  return names
}

function nameOf(path) {
  return path.map((each) => each.value).join('.')
}

function byPlace(one, other) {
  return one.location.row - other.location.row
}

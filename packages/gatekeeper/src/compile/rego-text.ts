import type { RegoFile } from '@pawl/opa'

/**
 * Rego as a ConstraintTemplate takes it. Libraries live below `data.lib`, and are reached by imports alone: Gatekeeper moves packages to a name of its
 * own, and of references it changes those in imports and those that stand alone, not those inside a list or a comprehension, which would be
 * undefined. Comments are left out, because an object of the API server has a limit of size.
 */
export function asLibrary(file: RegoFile): string {
  const moved = withoutComments(file.text)
    .replaceAll(/^package pawl\b/gm, 'package lib.pawl')
    .replaceAll(/^import data\.pawl\b/gm, 'import data.lib.pawl')
    .replaceAll(/\bdata\.pawl\b/g, 'pawl')
  assertMoved(moved, file.path)
  return /\bpawl\.(?!dev)/.test(bodyOf(moved))
    ? moved.replace(/^package .*\n/, (line) => `${line}\nimport data.lib.pawl\n`)
    : moved
}

/** Of what stays where it was, Gatekeeper makes something undefined, or refuses the template: so it is refused here, by name. */
function assertMoved(text: string, path: string): void {
  if (!/^package (lib\.pawl|pawlattestations)\b/.test(text)) throw new Error(`${path} is in a package of its own`)
  const left = text.replaceAll(/^import data\.lib\.pawl\b.*$/gm, '')
  if (/\bdata\b/.test(left)) throw new Error(`${path} names data where Gatekeeper does not follow`)
}

function bodyOf(text: string): string {
  return text.replaceAll(/^(package|import) .*$/gm, '')
}

/** Lines that are a comment and nothing else, and the empty lines that stay. */
function withoutComments(text: string): string {
  return `${text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`
}

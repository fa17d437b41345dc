import type { RegoFile } from '@pawl/opa'

/**
 * Rego as a ConstraintTemplate takes it. Libraries live below `data.lib`, and are reached by imports alone: Gatekeeper moves packages to a name of its
 * own, and of references it changes those in imports and those that stand alone, not those inside a list or a comprehension, which would be
 * undefined. Comments are left out, because an object of the API server has a limit of size.
 */
export function asLibrary({ text }: RegoFile): string {
  const moved = withoutComments(text)
    .replaceAll(/^package pawl\b/gm, 'package lib.pawl')
    .replaceAll(/^import data\.pawl\b/gm, 'import data.lib.pawl')
    .replaceAll(/\bdata\.pawl\b/g, 'pawl')
  return /\bpawl\.(?!dev)/.test(bodyOf(moved))
    ? moved.replace(/^package .*\n/, (line) => `${line}\nimport data.lib.pawl\n`)
    : moved
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

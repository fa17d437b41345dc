import type { RegoFile } from '@pawl/opa'

/**
 * Rego as a ConstraintTemplate takes it: libraries live below `data.lib`, and nothing else of `data` may be named. Comments are left out, because an
 * object of the API server has a limit of size.
 */
export function asLibrary({ text }: RegoFile): string {
  return withoutComments(text)
    .replaceAll(/^package pawl\b/gm, 'package lib.pawl')
    .replaceAll(/\bdata\.pawl\b/g, 'data.lib.pawl')
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

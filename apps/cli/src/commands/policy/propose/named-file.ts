import { InvalidArgumentError } from 'commander'

/** NAME=FILE of the command line. */
export interface NamedFile {
  readonly name: string
  readonly path: string
}

// As trust configurations name roots and attesters.
const NAMED = /^([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)=(.+)$/

/** For options that may be given several times. */
export function collectNamed(text: string, before: readonly NamedFile[] | undefined): readonly NamedFile[] {
  const [, name, path] = NAMED.exec(text) ?? []
  if (name === undefined || path === undefined) {
    throw new InvalidArgumentError(
      'Write NAME=FILE; a name has lower-case letters, digits and inner hyphens, at most 63.',
    )
  }
  return [...(before ?? []), { name, path }]
}

import { createHash } from 'node:crypto'

/** A reference with a digest, another for each name. */
export function pinned(name: string): string {
  return `registry.test/${name}@sha256:${createHash('sha256').update(name).digest('hex')}`
}

export const GOOD = pinned('good')
export const FINE = pinned('fine')
export const EVIL = pinned('evil')
export const TAGGED = 'registry.test/good:1.4'

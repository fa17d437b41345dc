/** Why a pattern can match no canonical repository. (A scheme, a tag, a digest or capital letters are refused where policies are read.) */
export type ScopeFlaw = 'empty-segment' | 'port' | 'no-host' | 'docker-alias' | 'docker-library' | 'character'

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[1-9][0-9]*)?$/
const SEGMENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
/** Of files and of what lies in no registry: `local/NAME`. */
const LOCAL = 'local'

/** Undefined unless it is certain: a pattern that could match something is not complained of. */
export function scopeFlaw(pattern: string): ScopeFlaw | undefined {
  if (/^\/|\/\/|\/$/.test(pattern)) return 'empty-segment'
  const [host = '', ...path] = pattern.split('/')
  return hostFlaw(host, path) ?? pathFlaw(host, path)
}

/** A host without a star is read as core writes it; a pattern without a slash has a star that takes one in. */
function hostFlaw(host: string, path: readonly string[]): ScopeFlaw | undefined {
  if (path.length === 0 || host.includes('*') || host === LOCAL) return undefined
  const name = host.replace(/:.*$/, '')
  if (name === 'index.docker.io' || name === 'registry-1.docker.io') return 'docker-alias'
  if (!HOST.test(host)) return 'character'
  const alone = name.includes('.') || name === 'localhost'
  if (alone && host.endsWith(':443')) return 'port'
  return alone || host.includes(':') ? undefined : 'no-host'
}

function pathFlaw(host: string, path: readonly string[]): ScopeFlaw | undefined {
  if (host === 'docker.io' && path.length === 1 && path[0]?.includes('**') === false) return 'docker-library'
  // The name of a file may have its marks in any order.
  if (host === LOCAL || host.includes('*')) return undefined
  return path.some((segment) => !segment.includes('*') && !SEGMENT.test(segment)) ? 'character' : undefined
}

import { isGlob } from '@pawl/document'
import { acrossSegments } from './condition-test.ts'
import { type Place, shown } from './place.ts'

/** A reference pattern of Kyverno, where a star stands for any run, as patterns over repositories. Empty where it is left out. */
export function imagePatterns(written: unknown, place: Place): readonly string[] {
  const globs = typeof written === 'string' ? globsOf(written.trim()) : undefined
  if (globs === undefined || !globs.every(({ glob }) => isGlob(glob))) {
    place.note('kyverno-pattern', shown(written))
    return []
  }
  const patterns = globs.map(({ glob }) => glob)
  const [tagged] = globs
  if (tagged?.dropped === undefined) place.note('kyverno-images', `${shown(written)} becomes ${patterns.join(', ')}`)
  else place.note('kyverno-tag', `${shown(written)} becomes ${patterns.join(', ')}: ${tagged.dropped}`)
  return patterns
}

interface Glob {
  readonly glob: string
  /** What of the reference is not asked about any more. */
  readonly dropped: string | undefined
}

/** `?`, classes and alternatives have no counterpart. */
const OTHER_WILDCARDS = /[?[\]{}\\!]/

function globsOf(pattern: string): readonly Glob[] | undefined {
  if (pattern === '' || OTHER_WILDCARDS.test(pattern)) return undefined
  if (/^\*+$/.test(pattern)) return [{ glob: '**', dropped: undefined }]
  const { repository, rest } = cut(pattern)
  const [host = '', ...path] = repository.split('/')
  if (path.length === 0 || !isHost(host)) return undefined
  const name = acrossSegments(path.join('/'))
  const dropped = droppedOf(repository, rest)
  const first = hostOf(host)
  // Docker Hub has its own images below library/, which Kyverno leaves out and canonical names have.
  const library = first === 'docker.io' && path.length === 1 && !name.startsWith('*')
  return [
    ...(library ? [`${first}/library/${name}`] : []),
    ...(library && !name.includes('*') ? [] : [`${first}/${name}`]),
  ].map((glob) => ({ glob, dropped }))
}

/** The tag or the digest, where the last segment has one. */
function cut(pattern: string): { readonly repository: string; readonly rest: string | undefined } {
  const last = pattern.lastIndexOf('/') + 1
  const at = pattern.slice(last).search(/[:@]/)
  return at < 0
    ? { repository: pattern, rest: undefined }
    : { repository: pattern.slice(0, last + at), rest: pattern.slice(last + at) }
}

function droppedOf(repository: string, rest: string | undefined): string | undefined {
  if (rest === undefined) return repository.endsWith('*') ? undefined : 'it names no tag, and all tags are governed now'
  return /^[:@]\*+$/.test(rest) ? undefined : 'its tag or digest has no meaning in a pattern, and all are governed now'
}

/** Without a host nothing matches in Kyverno, which compares the whole reference. */
function isHost(host: string): boolean {
  return /[.:*]/.test(host) || host.toLowerCase() === 'localhost'
}

function hostOf(host: string): string {
  const lower = acrossSegments(host.toLowerCase())
  return lower === 'index.docker.io' || lower === 'registry-1.docker.io' ? 'docker.io' : lower.replace(/:443$/, '')
}

import type { Random } from '../../generators/prng.ts'

/** Where headers may lead: to the registry in many spellings, to others, and to what is nobody's to ask. */
const PLACES = [
  'https://ghcr.io/token',
  'https://ghcr.io:443/token',
  'http://ghcr.io/token',
  'https://GHCR.IO/token',
  'https://ghcr.io:8443/token',
  'https://ghcr.io@evil-ghcr.io/token',
  'https://robot:x@ghcr.io/token',
  'https://evil-ghcr.io/token',
  'https://ghcr.io.evil/token',
  'https://cdn.example/x',
  'https://auth.example/token',
  '//evil-ghcr.io/token',
  '/\\\\evil-ghcr.io/token',
  '\\\\evil-ghcr.io\\token',
  'https:evil-ghcr.io',
  'https://169.254.169.254/latest/meta-data/',
  'http://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://[::ffff:169.254.169.254]/',
  'https://127.1/',
  'https://localhost/',
  'https://x.localhost./',
  'file:///etc/passwd',
  'data:application/json,{}',
  'javascript:0',
  '/token',
  '?n=1&from=0',
  '',
  'https://',
  'https://ghcr.io/%00',
  `https://ghcr.io/${'a'.repeat(9000)}`,
] as const

const spoilt = (random: Random, text: string): string => {
  if (!random.chance(0.2)) return text
  const at = random.int(text.length + 1)
  const piece = random.pick(['"', '\\', ',', ';', '=', '<', '>', ' ', '\t', '\u00e9', '""', ' '.repeat(3000), '%0d%0a'])
  return text.slice(0, at) + piece + text.slice(at + random.int(3))
}

export function linkHeader(random: Random, path: string): string {
  const one = (): string => {
    const target = random.pick([
      ...PLACES,
      path,
      `${path}?n=1&from=0`,
      `${path}/`,
      `https://ghcr.io${path}`,
      `https://evil-ghcr.io${path}`,
      `//evil-ghcr.io${path}?n=1`,
      '..',
    ])
    const relation = random.pick(['rel="next"', 'rel=next', 'rel="prev next"', 'REL="NEXT"', 'rel="next', 'title="a"'])
    return `<${target}>; ${relation}`
  }
  return spoilt(random, Array.from({ length: random.pick([1, 1, 2, 40]) }, one).join(', '))
}

export function challengeHeader(random: Random): string {
  const one = (): string => {
    const scheme = random.pick(['Bearer', 'Bearer', 'bearer', 'Basic', 'Negotiate', 'Digest', ''])
    const realm = random.chance(0.3) ? PLACES[0] : random.pick(PLACES)
    const scopes = ['repository:acme/app:pull,push', 'repository:other/secret:pull', '*']
    const scope = random.chance(0.05) ? 'a'.repeat(5000) : random.pick(scopes)
    return `${scheme} realm="${realm}",service="${random.pick(['registry.test', '', 'x&scope=y'])}",scope="${scope}"`
  }
  return spoilt(random, Array.from({ length: random.pick([1, 1, 1, 1, 1, 2, 2, 30]) }, one).join(', '))
}

export function locationHeader(random: Random): string {
  return spoilt(random, random.pick(PLACES))
}

/** Any header of an answer that says something of its content. */
export function contentHeaders(random: Random): Readonly<Record<string, string>> {
  const types = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.oci.image.index.v1+json',
    'application/json; charset=utf-16',
    'text/html',
    '',
  ]
  const digest = `sha256:${'c'.repeat(64)}`
  return random.pick([
    { 'content-type': random.pick(types) },
    { 'docker-content-digest': random.pick([digest, 'sha256:', '']) },
    { 'content-encoding': random.pick(['gzip', 'identity', 'br', 'gzip, gzip', '']) },
    { 'oci-subject': digest, 'oci-filters-applied': 'artifactType' },
    { 'retry-after': random.pick(['0', '-1', '1e9', 'Wed, 21 Oct 2115 07:28:00 GMT', 'x']) },
  ])
}

/** Node sends nothing else in a header. */
export const sendable = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')

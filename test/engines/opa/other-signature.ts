import type { TestKey } from '@pawl/testkit'

/** The same header and payload, signed by another key of the same kind. */
export function signWith(key: TestKey, token: string): string {
  const [header, payload] = token.split('.')
  const encoding = key.kind === 'p256' || key.kind === 'p384' ? { encoding: 'p1363' as const } : {}
  const signature = key.sign(Buffer.from(`${header}.${payload}`), encoding)
  return `${header}.${payload}.${Buffer.from(signature).toString('base64url')}`
}

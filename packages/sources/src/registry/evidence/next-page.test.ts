import { describe, expect, it } from 'vitest'
import { nextPage } from './next-page.ts'

const FROM = new URL('https://ghcr.io/v2/acme/app/referrers/sha256:1?n=2')
const next = (header: string | undefined): string | undefined => {
  const found = nextPage(header, FROM)
  return found instanceof URL ? found.href : found
}

describe('nextPage', () => {
  it.each([
    [
      '<https://ghcr.io/v2/acme/app/referrers/sha256:1?n=2&last=x>; rel="next"',
      'https://ghcr.io/v2/acme/app/referrers/sha256:1?n=2&last=x',
    ],
    ['</v2/acme/app/referrers/sha256:1?last=x>; rel=next', 'https://ghcr.io/v2/acme/app/referrers/sha256:1?last=x'],
    ['<?last=x> ; title="a" ; REL="next"', 'https://ghcr.io/v2/acme/app/referrers/sha256:1?last=x'],
    [
      '<https://other.test/>; rel="prev", <?last=x>; rel="next"',
      'https://ghcr.io/v2/acme/app/referrers/sha256:1?last=x',
    ],
  ])('reads %s', (header, expected) => {
    expect(next(header)).toBe(expected)
  })

  it.each([undefined, '', '<https://other.test/>; rel="prev"', '<?last=x>', '<?last=x>; rel="nextish"', 'rel="next"'])(
    'ends with %j',
    (header) => {
      expect(next(header)).toBeUndefined()
    },
  )

  it.each([
    ...['https://evil.test/v2/acme/app/referrers/sha256:1', 'http://ghcr.io/v2/acme/app/referrers/sha256:1'],
    ...['https://ghcr.io:8443/v2/acme/app/referrers/sha256:1', '//evil.test/v2/acme/app/referrers/sha256:1'],
    ...['/v2/acme/other/referrers/sha256:1', '/v2/acme/app/referrers/sha256:2', '../blobs/x', 'http://[', ''],
    ...['https://user@ghcr.io/v2/acme/app/referrers/sha256:1'],
  ])('is elsewhere for %j (C83)', (target) => {
    expect(next(`<${target}>; rel="next"`)).toBe(target === '' ? FROM.href : 'elsewhere')
  })

  it('is elsewhere for a header of more than 8 KiB', () => {
    expect(next(`${'x'.repeat(8192)}<?a>; rel="next"`)).toBe('elsewhere')
  })
})

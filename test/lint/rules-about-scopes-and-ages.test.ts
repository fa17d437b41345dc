import { describe, expect, it } from 'vitest'
import { built, found, pair, policy, type Row, required, requiring, S } from './written-policy.ts'

const ROWS: readonly Row[] = [
  [
    'scope-impossible',
    policy({ images: ['acme/app'] }),
    'error spec.images[0]',
    policy({ images: ['ghcr.io/acme/app'] }),
  ],
  [
    'scope-matches-nothing',
    policy({ images: ['ghcr.io/acme/**', 'ghcr.io/acne/**'] }),
    'warning spec.images[1]',
    policy({}),
    { repositories: ['ghcr.io/acme/app', 'quay.io/x/y'] },
  ],
  [
    'glob-ends-inside-a-name',
    policy({ images: ['ghcr.io/acme/**', 'ghcr.io/acme*'] }),
    'warning spec.images[1]',
    policy({ images: ['ghcr.io/acme/**', 'ghcr.io/acme/*', 'ghcr.io/acme/app-*', '*.azurecr.io/x', '**/app', '**'] }),
  ],
  [
    'glob-ends-inside-a-name',
    requiring(built({ where: [{ field: 'sourceRepository', glob: 'https://github.com/acme*' }] })),
    `warning ${S}.where[0].glob`,
    requiring(
      built({
        where: [
          { field: 'sourceRepository', glob: 'https://github.com/acme/*' },
          { field: 'sourceRef', glob: 'refs/tags/v*' },
          { field: 'builderId', glob: 'https://github.com/a/b/.github/workflows/x.yml@refs/tags/v*' },
        ],
      }),
    ),
  ],
  ['max-age-unlimited', requiring(required({ maxAge: 'unlimited' })), `warning ${S}.maxAge`, requiring(required())],
  ['max-age-unlimited', pair({ maxAge: 'unlimited' }), `warning ${S}.with.maxAge`, pair({})],
  [
    'max-age-long',
    requiring(required({ maxAge: '367d' })),
    `note ${S}.maxAge`,
    requiring(required({ maxAge: '366d' })),
  ],
  ['max-age-long', requiring(required({ maxAge: '367d' })), `note ${S}.maxAge`, requiring(built({ maxAge: '367d' }))],
  ['pair-without-join', pair({}), `warning ${S}.with`, pair({ equal: { complete: 'approved' } })],
  ['pair-without-join', pair({}), `warning ${S}.with`, pair({ covers: { findingsHigh: 'accepted' } })],
  [
    'provenance-unbound',
    requiring(built({ where: [{ field: 'builderId', equals: 'x' }] })),
    `note ${S}`,
    requiring(built()),
  ],
  [
    'requirement-twice',
    requiring(required(), required({ name: 'again' })),
    'note spec.require[1]',
    requiring(required(), required({ name: 'again', maxAge: '15d' })),
  ],
  [
    'requirement-twice',
    requiring({ name: 'r', allOf: [built({ name: undefined }), built({ name: undefined })] }),
    `note ${S}.allOf[1]`,
    requiring({ name: 'r', allOf: [built({ name: undefined })] }, { name: 's', anyOf: [built({ name: undefined })] }),
  ],
]

describe('a rule about scopes, ages and the shape of requirements', () => {
  it.each(ROWS.map(([code, faulty, at, sound, facts = {}]) => [code, faulty, at, sound, facts] as const))(
    'finds %s, and nothing one fact away',
    (code, faulty, expected, sound, facts) => {
      expect(found(code, faulty, facts)).toEqual([expected])
      expect(found(code, sound, facts)).toEqual([])
    },
  )
})

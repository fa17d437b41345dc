import type { Claim } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { imagePatterns } from './image-patterns.ts'
import { maxAgeOf, stepFor } from './max-age.ts'
import { refPatterns, tagGlob } from './ref-patterns.ts'
import { templateOf } from './template-of.ts'

describe('the images of a policy', () => {
  it.each([
    [['ghcr.io/acme/app'], ['ghcr.io/acme/app']],
    [['ghcr.io/acme/web', 'ghcr.io/acme/app'], ['ghcr.io/acme/**']],
    [['ghcr.io/acme/a/x', 'ghcr.io/acme/a/y'], ['ghcr.io/acme/a/**']],
    [['ghcr.io/acme/a', 'ghcr.io/acme/a/y'], ['ghcr.io/acme/**']],
    [
      ['ghcr.io/acme/app', 'ghcr.io/acme2/app'],
      ['ghcr.io/acme/app', 'ghcr.io/acme2/app'],
    ],
    [
      ['ghcr.io/acme/app', 'quay.io/acme/app'],
      ['ghcr.io/acme/app', 'quay.io/acme/app'],
    ],
  ])('of %j are %j', (repositories, images) => {
    expect(imagePatterns(repositories).images).toEqual(images)
  })
})

describe('a maximum age', () => {
  it.each([
    [0, '1h'],
    [3600, '1h'],
    [3601, '6h'],
    [86_400, '24h'],
    [86_401, '48h'],
    [31_536_000, '365d'],
    [31_536_001, '730d'],
    [4_000_000_000, 'unlimited'],
  ])('of %d seconds is %s', (seconds, step) => {
    expect(stepFor(seconds)).toBe(step)
  })

  const claim = (moment: number | undefined): Claim => ({
    type: 'qa',
    predicateType: 'https://test/qa',
    attester: 'a',
    signer: { kind: 'key', id: `sha256:${'a'.repeat(64)}` },
    ...(moment === undefined ? {} : { moment }),
    statementDigest: `sha256:${'b'.repeat(64)}`,
    subject: 'exact',
    summary: {},
  })

  it('is as long as is usual for the type at least, and unlimited where one of them has no moment', () => {
    const now = 1_767_312_000
    expect(maxAgeOf('provenance', [claim(now - 60)], now)).toEqual({ age: '180d', why: 'seen: 1 min old' })
    expect(maxAgeOf('qa', [claim(now - 60), claim(now - 90_000)], now)).toEqual({
      age: '48h',
      why: 'seen: 1 min to 1 d old',
    })
    expect(maxAgeOf('qa', [claim(now), claim(undefined)], now)).toMatchObject({ age: 'unlimited' })
  })
})

describe('refs', () => {
  it.each([
    [['refs/tags/v1.0.0', 'refs/tags/v1.1.0'], 'refs/tags/v*'],
    [['refs/tags/1.0', 'refs/tags/2.0'], 'refs/tags/*'],
    [['refs/tags/cli/v1', 'refs/tags/cli/v2'], 'refs/tags/cli/v*'],
    [['refs/tags/cli/v1', 'refs/tags/web/v1'], 'refs/tags/**'],
    [['refs/tags/@acme/a@1.0', 'refs/tags/@acme/a@1.1'], 'refs/tags/@acme/a@*'],
  ])('%j are the tags %s', (tags, glob) => {
    expect(tagGlob(tags)).toBe(glob)
  })

  it('of branches stay what they are beside a pattern of tags', () => {
    expect(refPatterns(['refs/tags/v1', 'refs/heads/a', 'refs/tags/v2', 'refs/heads/b', 'refs/heads/a'])).toEqual([
      { pattern: 'refs/heads/a', refs: ['refs/heads/a'] },
      { pattern: 'refs/heads/b', refs: ['refs/heads/b'] },
      { pattern: 'refs/tags/v*', refs: ['refs/tags/v1', 'refs/tags/v2'] },
    ])
  })
})

describe('a template', () => {
  const said = (value: string, name: string) => ({
    value,
    image: { reference: '', repository: `ghcr.io/acme/${name}`, name, claims: [] },
  })

  it.each([
    [
      [said('https://github.com/acme/app', 'app'), said('https://github.com/acme/web', 'web')],
      'https://github.com/acme/{name}',
    ],
    [[said('oci://ghcr.io/acme/app', 'app'), said('oci://ghcr.io/acme/web', 'web')], 'oci://{repository}'],
    [
      [said('https://github.com/app/app', 'app'), said('https://github.com/app/web', 'web')],
      'https://github.com/app/{name}',
    ],
    [[said('https://github.com/acme/app', 'app'), said('https://github.com/mallory/web', 'web')], undefined],
    [[said('https://github.com/acme/app2', 'app'), said('https://github.com/acme/web2', 'web')], undefined],
    [[said('{name}/app', 'app'), said('{name}/web', 'web')], undefined],
  ])('of %j is %s', (all, template) => {
    expect(templateOf(all)).toBe(template)
  })
})

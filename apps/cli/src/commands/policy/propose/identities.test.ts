import type { DiscoveredIdentity } from '@pawl/core'
import { describe, expect, it } from 'vitest'
import { identitiesOf } from './identities.ts'
import { attesterName } from './workflow-identity.ts'

type Fields = Parameters<DiscoveredIdentity['certificate']['get']>[0]
const RELEASE = 'https://github.com/acme/app/.github/workflows/release.yml'
const SHARED = 'https://github.com/builders/shared/.github/workflows/build.yml'
const FIELDS: Readonly<Partial<Record<Fields, string>>> = {
  sourceRepository: 'https://github.com/acme/app',
  sourceRepositoryOwnerId: '2002',
  runnerEnvironment: 'github-hosted',
  trigger: 'push',
}

function signer(
  identity: string,
  varied: Readonly<Partial<Record<Fields, string | undefined>>> = {},
): DiscoveredIdentity {
  const fields = Object.entries({ ...FIELDS, ...varied }).flatMap(([field, value]) =>
    value === undefined ? [] : [[field as Fields, value] as const],
  )
  return { kind: 'keyless', root: 0, issuer: 'https://issuer.test', identity, certificate: new Map(fields) }
}

const proposed = (...signers: readonly DiscoveredIdentity[]) =>
  identitiesOf(signers, ['root']).map(({ written, notes, instead }) => ({
    identity: written.identity,
    certificate: written.certificate,
    notes: notes.join(' '),
    instead: instead?.identity,
  }))

describe('the identities of an attester', () => {
  it('are exact for branches, however many there are', () => {
    const [develop, main] = proposed(signer(`${RELEASE}@refs/heads/main`), signer(`${RELEASE}@refs/heads/develop`))
    expect(main).toEqual({
      identity: `${RELEASE}@refs/heads/main`,
      certificate: { sourceRepositoryOwnerId: '2002', runnerEnvironment: 'github-hosted', trigger: 'push' },
      notes: '',
      instead: undefined,
    })
    expect(develop?.identity).toBe(`${RELEASE}@refs/heads/develop`)
  })

  it('are one pattern over the ref alone for several tags, and exact for one', () => {
    const tags = proposed(signer(`${RELEASE}@refs/tags/v1.0`), signer(`${RELEASE}@refs/tags/v2.0`))
    expect(tags.map(({ identity }) => identity)).toEqual([`${RELEASE}@refs/tags/v*`])
    expect(proposed(signer(`${RELEASE}@refs/tags/v1.0`))).toMatchObject([
      { identity: `${RELEASE}@refs/tags/v1.0`, instead: `${RELEASE}@refs/tags/v*` },
    ])
  })

  it('ask for whom a reusable workflow ran, and not where it is the own', () => {
    const [reusable] = proposed(signer(`${SHARED}@refs/heads/main`))
    expect(reusable?.certificate).toMatchObject({ sourceRepository: 'https://github.com/acme/app' })
    expect(reusable?.notes).toContain('what is asked of the certificate is all that keeps strangers out'.slice(1))
    const [bare] = proposed(signer(`${SHARED}@refs/heads/main`, { sourceRepositoryOwnerId: undefined }))
    expect(bare?.certificate).toMatchObject({ sourceRepository: 'https://github.com/acme/app' })
  })

  it('are apart for two owners, who both call one workflow', () => {
    const other = { sourceRepository: 'https://github.com/mallory/app', sourceRepositoryOwnerId: '666' }
    const both = proposed(signer(`${SHARED}@refs/heads/main`), signer(`${SHARED}@refs/heads/main`, other))
    expect(both.map(({ certificate }) => certificate?.sourceRepositoryOwnerId)).toEqual(['2002', '666'])
  })

  it('ask for nothing that differs, and say so', () => {
    const [main] = proposed(
      signer(`${RELEASE}@refs/heads/main`),
      signer(`${RELEASE}@refs/heads/main`, { trigger: 'schedule' }),
    )
    expect(main?.certificate).toEqual({ sourceRepositoryOwnerId: '2002', runnerEnvironment: 'github-hosted' })
    expect(main?.notes).toContain('trigger: push, schedule')
  })

  it('warn of pull requests', () => {
    const [pull] = proposed(signer(`${RELEASE}@refs/pull/7/merge`, { trigger: 'pull_request' }))
    expect(pull?.notes).toContain('refs/pull/7/merge is neither a branch nor a tag')
    expect(pull?.notes).toContain('whoever may open a pull request')
  })
})

describe('the name of an attester', () => {
  it.each([
    [RELEASE, 'acme-app-release'],
    [`${SHARED}@${'a'.repeat(40)}`, 'builders-shared-build'],
    ['builder@project.iam.test', 'builder-project-iam-test'],
    ['https://issuer.test', 'issuer-test'],
    ['***', 'signer'],
    [`https://github.com/${'a'.repeat(80)}/b`, 'a'.repeat(58)],
  ])('of %s is %s', (workflow, name) => {
    expect(attesterName(workflow)).toBe(name)
  })
})

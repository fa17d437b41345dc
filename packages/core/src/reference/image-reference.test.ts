import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { parseImageReference } from './image-reference.ts'
import { pinSubject } from './subject.ts'

const HEX = 'a'.repeat(64)
const DIGEST = `sha256:${HEX}`
const codeOf = (action: () => unknown): string => {
  try {
    action()
    return 'accepted'
  } catch (error) {
    return error instanceof Fault ? error.code : 'thrown'
  }
}

describe('parseImageReference', () => {
  // Every spelling of one repository is one repository, or each would be a way around a policy (C85).
  it.each([
    'app',
    'library/app',
    'docker.io/app',
    'docker.io/library/app',
    'DOCKER.io/library/app',
    'docker.io./library/app',
    'docker.io:443/library/app',
    'docker.io.:443/app',
    'index.docker.io/app',
    'index.docker.io/library/app',
    'Index.Docker.IO:443/app',
    'registry-1.docker.io/library/app',
  ])('reads %s as docker.io/library/app', (text) => {
    expect(parseImageReference(text)).toStrictEqual({
      repository: 'docker.io/library/app',
      name: 'app',
      tag: undefined,
      digest: undefined,
    })
  })

  it.each([
    ['acme/app', 'docker.io/acme/app'],
    ['docker.io/acme/app', 'docker.io/acme/app'],
    ['ghcr.io/acme/app', 'ghcr.io/acme/app'],
    ['GHCR.IO/acme/app', 'ghcr.io/acme/app'],
    ['ghcr.io:443/acme/app', 'ghcr.io/acme/app'],
    ['ghcr.io:8443/acme/app', 'ghcr.io:8443/acme/app'],
    ['ghcr.io/app', 'ghcr.io/app'],
    ['localhost/app', 'localhost/app'],
    ['LOCALHOST/app', 'localhost/app'],
    ['localhost:5000/app', 'localhost:5000/app'],
    ['127.0.0.1:5000/a/b/c', '127.0.0.1:5000/a/b/c'],
    ['registry/app', 'docker.io/registry/app'],
    ['ghcr.io/a.b/c_d/e__f/g-h--i', 'ghcr.io/a.b/c_d/e__f/g-h--i'],
  ])('reads %s as %s', (text, repository) => {
    expect(parseImageReference(text)).toMatchObject({ repository, name: repository.split('/').at(-1) })
  })

  it.each([
    ['app:1.4', '1.4', undefined],
    [`app@${DIGEST}`, undefined, DIGEST],
    [`ghcr.io:8443/acme/app:1.4@${DIGEST}`, '1.4', DIGEST],
    ['localhost:5000', '5000', undefined],
    [`app:${'x'.repeat(128)}`, 'x'.repeat(128), undefined],
  ])('reads tag and digest of %s', (text, tag, digest) => {
    expect(parseImageReference(text)).toMatchObject({ tag, digest })
  })

  it.each([
    ...[
      '',
      '/',
      'a//b',
      '/app',
      'app/',
      'ghcr.io/',
      'ghcr.io/Acme/app',
      'App',
      'acme/App',
      'a b',
      'app ',
      ' app',
      'app\n',
    ],
    ...[
      'app:',
      'app:-x',
      'app:a:b',
      `app:${'x'.repeat(129)}`,
      'app@',
      'app@sha256:',
      `app@${DIGEST}0`,
      `app@${DIGEST}@${DIGEST}`,
    ],
    ...[
      `app@sha256:${'A'.repeat(64)}`,
      `app@sha512:${'a'.repeat(128)}`,
      `app@md5:${'a'.repeat(32)}`,
      `@${DIGEST}`,
      ':tag',
    ],
    ...[
      'https://ghcr.io/acme/app',
      'ghcr.io:x/app',
      'ghcr.io:123456/app',
      '-ghcr.io/app',
      'ghcr-.io/app',
      'gh_cr.io/app',
      '[::1]/app',
    ],
    ...[
      'ghcr.io../app',
      '.io/app',
      'gh\u00e9r.io/app',
      'ghcr.io/a/../b',
      'ghcr.io/./b',
      'ghcr.io/a---/b',
      'ghcr.io/a.-b',
      'ghcr.io/%61',
    ],
    ...[
      `ghcr.io/${'a'.repeat(248)}`,
      'x'.repeat(513),
      'user@ghcr.io/app',
      'ghcr.io\\app',
      'ghcr.io/app?x',
      'ghcr.io/app#x',
    ],
  ])('rejects %j: reference-invalid', (text) => {
    expect(codeOf(() => parseImageReference(text))).toBe('reference-invalid')
  })

  it('accepts a repository of 255 characters and rejects one of 256: reference-invalid', () => {
    expect(codeOf(() => parseImageReference(`ghcr.io/${'a'.repeat(247)}`))).toBe('accepted')
    expect(codeOf(() => parseImageReference(`ghcr.io/${'a'.repeat(248)}`))).toBe('reference-invalid')
  })

  // The default port has other spellings. They give another repository today, and so another policy.
  it.each(['ghcr.io:0443/acme/app', 'ghcr.io:00443/acme/app'])(
    'reads %s as ghcr.io/acme/app, or rejects it',
    (text) => {
      const read =
        codeOf(() => parseImageReference(text)) === 'accepted'
          ? parseImageReference(text).repository
          : 'ghcr.io/acme/app'
      expect(read).toBe('ghcr.io/acme/app')
    },
  )
})

describe('pinSubject', () => {
  it('accepts a lower-case sha256 digest', () => {
    expect(pinSubject(DIGEST, new Map()).digest).toBe(DIGEST)
  })

  it.each([
    ['upper case', `sha256:${'A'.repeat(64)}`],
    ['63 digits', DIGEST.slice(0, -1)],
    ['65 digits', `${DIGEST}a`],
    ['another algorithm', `sha512:${'a'.repeat(128)}`],
    ['no algorithm', HEX],
    ['a newline', `${DIGEST}\n`],
    ['nothing', ''],
    ['the empty file (C19)', 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ])('rejects %s: reference-invalid', (_, digest) => {
    expect(codeOf(() => pinSubject(digest, new Map()))).toBe('reference-invalid')
  })
})

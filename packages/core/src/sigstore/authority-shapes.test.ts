import { type ChainShapes, encodeStatement, fakeSigstore, githubIdentity, type Identity } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, readJson } from '../bytes/strict-json.ts'
import { Fault } from '../fault.ts'
import { isRejection } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import { parseTrustedRoot } from './trusted-root.ts'
import { verifyKeyless } from './verify-keyless.ts'

const NOW = 1_790_000_000
const payload = encodeStatement({})
const WORKFLOW = githubIdentity({ repository: 'acme/app' })
const MAIL: Identity = { san: 'dev@mail.acme.test', sanKind: 'email', issuer: 'https://accounts.test' }
const USER: Identity = { san: 'dev!acme.test', sanKind: 'other', issuer: 'https://accounts.test' }

function asRead(value: object) {
  const read = readJson(Buffer.from(JSON.stringify(value)))
  if (isInvalidJson(read) || !isJsonObject(read)) throw new TypeError('not an object')
  return read
}

/** What becomes of a good bundle under an authority whose certificates say this: real certificates, from the root to the leaf. */
function verdict(authority: ChainShapes, identity: Identity = WORKFLOW): string {
  const sigstore = fakeSigstore({ now: NOW, authority, treeLeaves: 1 })
  try {
    const root = parseTrustedRoot(asRead(sigstore.trustedRoot))
    const parsed = parseBundle(asRead(sigstore.bundle({ payload, identity })))
    const proof = isRejection(parsed) ? parsed : verifyKeyless(parsed, root)
    return isRejection(proof) ? `${proof.code} ${proof.at}` : 'accepted'
  } catch (error) {
    if (error instanceof Fault) return `${error.code} ${error.at}`
    throw error
  }
}

// The fourth of the root, behind a retired, an expired and a constrained one.
const NO_ROOT = 'trusted-root-invalid certificateAuthorities[3]'

describe('an authority that may not issue: its root is refused before anything is verified', () => {
  it.each<[string, ChainShapes, string]>([
    ['as a Fulcio has it', {}, 'accepted'],
    ['the issuing certificate says that it is none', { issuing: { isAuthority: false } }, NO_ROOT],
    ['the issuing certificate does not say', { issuing: { isAuthority: 'unsaid' } }, NO_ROOT],
    ['the root says that it is none', { root: { isAuthority: false } }, NO_ROOT],
    ['the key of the issuing certificate may not certify', { issuing: { keyUsage: 'sign' } }, NO_ROOT],
    ['the key of the root may not certify', { root: { keyUsage: 'sign' } }, NO_ROOT],
    ['what the key may do is unsaid', { issuing: { keyUsage: 'unsaid' }, root: { keyUsage: 'unsaid' } }, 'accepted'],
    ['its purpose is another', { issuing: { purposes: ['server'] } }, NO_ROOT],
    ['its purpose is to stamp times', { issuing: { purposes: ['time-stamping'] } }, NO_ROOT],
    ['its purpose is ours among others', { issuing: { purposes: ['server', 'code-signing'] } }, 'accepted'],
    ['its purpose is left open', { issuing: { purposes: ['any'] } }, 'accepted'],
    ['it has no purpose', { issuing: { purposes: [] } }, 'accepted'],
    ['the purpose of the root is another', { root: { purposes: ['server'] } }, NO_ROOT],
    ['the purpose of the root is ours', { root: { purposes: ['code-signing'] } }, 'accepted'],
    ['a critical extension of it is unknown', { issuing: { unknownCritical: true } }, NO_ROOT],
    ['a critical extension of the root is unknown', { root: { unknownCritical: true } }, NO_ROOT],
  ])('answers when %s', (_, shapes, expected) => expect(verdict(shapes)).toBe(expected))
})

describe('the length of a path', () => {
  it.each<[string, ChainShapes, string]>([
    ['the root allows the one below it', { root: { pathLength: 1 } }, 'accepted'],
    ['the root allows none below it', { root: { pathLength: 0 } }, NO_ROOT],
    ['three authorities, and no length said', { upper: {} }, 'accepted'],
    ['the middle one allows one', { upper: { pathLength: 1 } }, 'accepted'],
    ['the middle one allows none', { upper: { pathLength: 0 } }, NO_ROOT],
    ['the root allows two', { upper: {}, root: { pathLength: 2 } }, 'accepted'],
    ['the root allows one where there are two', { upper: {}, root: { pathLength: 1 } }, NO_ROOT],
    ['the issuing one says nothing, which is no limit', { issuing: { pathLength: 'unsaid' } }, 'accepted'],
    ['the middle one is none', { upper: { isAuthority: false } }, NO_ROOT],
    ['the middle one may not certify', { upper: { keyUsage: 'sign' } }, NO_ROOT],
    ['the middle one is for another purpose', { upper: { purposes: ['server'] } }, NO_ROOT],
  ])('is kept when %s', (_, shapes, expected) => expect(verdict(shapes)).toBe(expected))
})

const OUTSIDE = 'certificate-not-for-signing nameConstraints'
const uri = (base: string) => ({ kind: 'uri', base }) as const
const email = (base: string) => ({ kind: 'email', base }) as const
const dns = (base: string) => ({ kind: 'dns', base }) as const
// An otherName under a documentation OID; what its text would mean only its own type knows.
const other = { kind: 'other', base: '06036a0304a0030c0178' } as const

describe('name constraints of an authority', () => {
  it.each<[string, ChainShapes, Identity, string]>([
    ['the host is permitted', { issuing: { permitted: [uri('github.com')] } }, WORKFLOW, 'accepted'],
    ['another host is permitted', { issuing: { permitted: [uri('gitlab.test')] } }, WORKFLOW, OUTSIDE],
    [
      'hosts below are permitted and it is the host',
      { issuing: { permitted: [uri('.github.com')] } },
      WORKFLOW,
      OUTSIDE,
    ],
    ['another host is excluded', { issuing: { excluded: [uri('gitlab.test')] } }, WORKFLOW, 'accepted'],
    ['the host is excluded', { issuing: { excluded: [uri('github.com')] } }, WORKFLOW, OUTSIDE],
    [
      'it is permitted and excluded',
      { issuing: { permitted: [uri('github.com')], excluded: [uri('github.com')] } },
      WORKFLOW,
      OUTSIDE,
    ],
    ['the root permits another host', { root: { permitted: [uri('gitlab.test')] } }, WORKFLOW, OUTSIDE],
    ['one in the middle excludes the host', { upper: { excluded: [uri('github.com')] } }, WORKFLOW, OUTSIDE],
    [
      'they speak of e-mail, and the name is a URI',
      { issuing: { permitted: [email('acme.test')] } },
      WORKFLOW,
      'accepted',
    ],
    ['they speak of DNS, and the name is a URI', { issuing: { permitted: [dns('acme.test')] } }, WORKFLOW, 'accepted'],
    ['they speak of an otherName that nobody can read', { issuing: { permitted: [other] } }, WORKFLOW, OUTSIDE],
    ['they exclude an otherName that nobody can read', { issuing: { excluded: [other] } }, WORKFLOW, OUTSIDE],
    ['the mail host is permitted', { issuing: { permitted: [email('mail.acme.test')] } }, MAIL, 'accepted'],
    ['another mail host is permitted', { issuing: { permitted: [email('acme.test')] } }, MAIL, OUTSIDE],
    ['mail hosts below are permitted', { issuing: { permitted: [email('.acme.test')] } }, MAIL, 'accepted'],
    ['the mailbox is permitted', { issuing: { permitted: [email('dev@mail.acme.test')] } }, MAIL, 'accepted'],
    ['another mailbox is permitted', { issuing: { permitted: [email('ops@mail.acme.test')] } }, MAIL, OUTSIDE],
    ['the mail host is excluded', { issuing: { excluded: [email('mail.acme.test')] } }, MAIL, OUTSIDE],
    [
      'a host is permitted, and the name is a mailbox',
      { issuing: { permitted: [uri('github.com')] } },
      MAIL,
      'accepted',
    ],
    [
      'the name is a user name, of which they do not speak',
      { issuing: { permitted: [uri('github.com')] } },
      USER,
      'accepted',
    ],
    ['the name is a user name, and they speak of otherNames', { issuing: { permitted: [other] } }, USER, OUTSIDE],
  ])('are kept when %s', (_, shapes, identity, expected) => {
    expect(verdict({}, identity)).toBe('accepted')
    expect(verdict(shapes, identity)).toBe(expected)
  })
})

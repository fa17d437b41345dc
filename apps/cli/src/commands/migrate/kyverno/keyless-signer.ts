import { isBoundedText, isGlob } from '@pawl/document'
import { isEmpty, member, textOf } from '../../../members.ts'
import type { Signer } from './attester-book.ts'
import { acrossSegments } from './condition-test.ts'
import { type Place, shown } from './place.ts'

const PUBLIC_REKOR = 'https://rekor.sigstore.dev'

/**
 * Issuer and subject as one signer; undefined where they are left out, which the place then says. A signer that lost a restriction is left out whole:
 * with it more people would be this attester than in the source.
 */
export function keylessSigner(identity: unknown, place: Place, stars: 'any-run' | 'text'): Signer | undefined {
  const issuer = textOf(identity, 'issuer') ?? ''
  const subject = textOf(identity, 'subject') ?? ''
  const patterns = ['issuerRegExp', 'subjectRegExp', 'subjectExpression'].filter(
    (name) => (textOf(identity, name) ?? '') !== '',
  )
  for (const name of patterns) place.below(name).note('kyverno-regex', shown(textOf(identity, name)))
  if (issuer === '' || subject === '') {
    // The regular expression that stands in place of one of them has been named already.
    if (patterns.length === 0)
      place.note('kyverno-identity-open', 'without issuer or without subject it is anybody with an account')
    return undefined
  }
  if (stars === 'text' && subject.includes('*')) {
    return void place.note(
      'kyverno-identity-open',
      `${shown(subject)}: a star is text there, and would be a pattern here`,
    )
  }
  const glob = acrossSegments(subject)
  if (
    issuer.includes('*') ||
    issuer.includes('?') ||
    subject.includes('?') ||
    !isBoundedText(issuer, 512) ||
    !isGlob(glob)
  ) {
    return void place.note(
      'kyverno-identity-open',
      `${shown(issuer)}, ${shown(subject)} cannot be written as one issuer and a pattern`,
    )
  }
  if (namesNobody(glob)) return void place.note('kyverno-identity-open', `${shown(subject)} leaves open whose it is`)
  place.note(
    'kyverno-signer',
    `${shown(subject)} of ${shown(issuer)} becomes ${shown(glob)}, under the public Sigstore`,
  )
  return { kind: 'keyless', issuer, identity: glob }
}

/** A star before the owner is known: `https://github.com/*`, `*`. Of a mail address the domain has to be whole. */
function namesNobody(glob: string): boolean {
  const star = glob.indexOf('*')
  if (star < 0) return false
  const before = glob.slice(0, star)
  if (before.includes('://')) return !/^[a-z][a-z0-9+.-]*:\/\/[^/]+\/[^/]+\//.test(before)
  return !/^[^@*]*\*\*@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(glob)
}

/** Something that a keyless attestor says beside its identities. */
export interface KeylessFact {
  readonly is: 'authorities' | 'log' | 'log-ignored' | 'certificate-log-ignored' | 'extensions'
  readonly says: unknown
  readonly place: Place
}

/** Whether nothing beside issuer and subject keeps others out, and the authorities are those of the public Sigstore. Says so where it is not. */
export function isPublicAlone(facts: readonly KeylessFact[]): boolean {
  return facts.map(isPublic).every((each) => each)
}

function isPublic({ is, says, place }: KeylessFact): boolean {
  if (isEmpty(says) || says === false || (is === 'log' && says === PUBLIC_REKOR)) return true
  switch (is) {
    case 'authorities':
      place.note('kyverno-roots', 'authorities of your own')
      return false
    case 'log':
      place.note('kyverno-roots', `the log ${shown(says)}`)
      return false
    case 'extensions':
      place.note('kyverno-restriction', shown(says))
      return false
    case 'log-ignored':
      place.note('kyverno-closed', 'a certificate counts with a log entry or a timestamp alone')
      return true
    case 'certificate-log-ignored':
      place.note('kyverno-closed', 'a certificate counts with the certificate logs that the root asks for')
      return true
    default:
      return is satisfies never
  }
}

const CLASSIC: readonly (readonly [is: KeylessFact['is'], ...path: string[]])[] = [
  ['authorities', 'roots'],
  ['authorities', 'rekor', 'pubkey'],
  ['authorities', 'ctlog', 'pubkey'],
  ['authorities', 'ctlog', 'tsaCertChain'],
  ['log', 'rekor', 'url'],
  ['log-ignored', 'rekor', 'ignoreTlog'],
  ['certificate-log-ignored', 'ctlog', 'ignoreSCT'],
  ['extensions', 'additionalExtensions'],
]
const VALIDATING: typeof CLASSIC = [
  ['authorities', 'keyless', 'roots'],
  ['authorities', 'ctlog', 'rekorPubKey'],
  ['authorities', 'ctlog', 'ctLogPubKey'],
  ['authorities', 'ctlog', 'tsaCertChain'],
  ['log', 'ctlog', 'url'],
  ['log-ignored', 'ctlog', 'insecureIgnoreTlog'],
  ['certificate-log-ignored', 'ctlog', 'insecureIgnoreSCT'],
  ['extensions', 'keyless', 'additionalExtensions'],
]

/** Of an entry of verifyImages, or of cosign of an ImageValidatingPolicy. */
export function keylessFacts(
  value: unknown,
  place: Place,
  of: 'verify-images' | 'image-validating',
): readonly KeylessFact[] {
  const paths = of === 'verify-images' ? CLASSIC : VALIDATING
  return paths.map(([is, ...path]) => ({ is, says: member(value, ...path), place: place.below(...path) }))
}

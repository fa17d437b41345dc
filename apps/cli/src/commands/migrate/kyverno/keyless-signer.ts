import { isBoundedText, isGlob } from '@pawl/document'
import { member, namesOf, textOf } from '../../../members.ts'
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

/** Whether nothing beside issuer and subject keeps others out, and the authorities are those of the public Sigstore. Says so where it is not. */
export function isPublicAlone(keyless: unknown, place: Place): boolean {
  const own = [['roots'], ['rekor', 'pubkey'], ['ctlog', 'pubkey'], ['ctlog', 'tsaCertChain']].filter(
    (path) => (textOf(keyless, ...path) ?? '') !== '',
  )
  for (const path of own) place.below(...path).note('kyverno-roots', 'authorities of your own')
  const url = textOf(keyless, 'rekor', 'url') ?? PUBLIC_REKOR
  const foreign = url !== '' && url !== PUBLIC_REKOR
  if (foreign) place.below('rekor', 'url').note('kyverno-roots', `the log ${shown(url)}`)
  if (member(keyless, 'rekor', 'ignoreTlog') === true)
    place
      .below('rekor', 'ignoreTlog')
      .note('kyverno-closed', 'a certificate counts with a log entry or a timestamp alone')
  if (member(keyless, 'ctlog', 'ignoreSCT') === true)
    place
      .below('ctlog', 'ignoreSCT')
      .note('kyverno-closed', 'a certificate counts with the certificate logs that the root asks for')
  const extensions = namesOf(keyless, 'additionalExtensions')
  if (extensions.length > 0)
    place.below('additionalExtensions').note('kyverno-restriction', shown(member(keyless, 'additionalExtensions')))
  return own.length === 0 && !foreign && extensions.length === 0
}

import { formatInstant } from '@pawl/document'
import {
  comment,
  commentedOut,
  counted,
  entry,
  indented,
  inline,
  item,
  listEntry,
  offered,
  spaced,
} from '../../../output/yaml-lines.ts'
import type { ProposedAttester } from './draft-attesters.ts'
import type { ProposedIdentity } from './identities.ts'
import { type OneForMany, oneForMany } from './one-for-many.ts'
import type { TrustProposal } from './propose-trust.ts'

/** trust.yaml, with what a person must know before it is used. */
export function renderTrust(proposal: TrustProposal): string {
  const { written, attesters } = proposal
  const lines = [
    ...header(proposal),
    'apiVersion: pawl.dev/v1',
    'kind: TrustConfiguration',
    entry('metadata', written.metadata),
    'spec:',
    ...((written.spec.roots ?? []).length === 0 ? [] : ['  roots:']),
    ...(written.spec.roots ?? []).map((root) => `    - ${inline(root)}`),
    '  attesters:',
    ...indented(
      4,
      spaced([...aboutBuildLevels(attesters), ...attesters.map((each) => attesterLines(each, proposal.owners))]),
    ),
    ...indented(4, oneForMany(attesters).flatMap(togetherLines)),
    ...indented(2, unreadLines(proposal)),
  ]
  return `${lines.join('\n')}\n`
}

function header({ at, images, turnedDown }: TrustProposal): readonly string[] {
  return [
    ...comment(
      `Who signed the attestations of ${counted(images, 'image')}, as of ${formatInstant(at)}. A proposal of "pawl policy propose", not a judgement.`,
    ),
    '#',
    ...comment(
      'Anybody can sign, and whoever can write to a registry can attach. A signer stands here because a signature verified, not because it is yours: delete every attester that you do not know. Lines with CHECK need a decision; then delete the comment.',
    ),
    ...(turnedDown.length === 0 ? [] : ['#', '# Not used:', ...turnedDown.flatMap((line) => comment(`  ${line}`))]),
  ]
}

function attesterLines(attester: ProposedAttester, owners: ReadonlySet<string>): readonly string[] {
  const { name, claims, identities, key, repositories } = attester
  const about = repositories.length > 4 ? `${repositories.length} repositories` : repositories.join(', ')
  return item([
    ...comment(`Signed ${claims.join(', ')} for ${about}.`),
    ...strangers(identities, owners),
    entry('name', name),
    ...(identities.length === 0 ? [] : ['keyless:']),
    ...indented(2, identities.flatMap(identityLines)),
    ...(key === undefined ? [] : keyLines(key)),
    ...listEntry('claims', claims),
    ...(claims.includes('provenance') ? ['# buildLevel: 2'] : []),
  ])
}

/** A signer that has nothing to do with the names of the images: the case of whoever attaches a statement of their own. */
function strangers(identities: readonly ProposedIdentity[], owners: ReadonlySet<string>): readonly string[] {
  const signedBy = identities.map(({ written }) => ownerOf(written.identity))
  const foreign = signedBy.find((owner) => owner !== undefined && !owners.has(owner))
  return foreign === undefined
    ? []
    : comment(`CHECK: ${foreign} is in the name of none of the images. Is this signer yours?`)
}

/** `acme` of `https://github.com/acme/app/...`. */
function ownerOf(identity: string): string | undefined {
  return /^https:\/\/[^/]+\/([^/]+)\//.exec(identity)?.[1]?.toLowerCase()
}

function identityLines({ written, notes, instead }: ProposedIdentity): readonly string[] {
  const { root, issuer, identity, certificate } = written
  return item([
    ...notes.flatMap(comment),
    entry('root', root),
    entry('issuer', issuer),
    entry('identity', identity),
    ...(instead === undefined ? [] : offered(entry('identity', instead.identity), instead.why)),
    ...(certificate === undefined ? [] : ['certificate:']),
    ...Object.entries(certificate ?? {}).map(([field, value]) => `  ${entry(field, value)}`),
  ])
}

function keyLines(file: string): readonly string[] {
  return [
    `keys: [${inline({ file })}]`,
    ...comment('CHECK: a key without an end is trusted for ever: { file: ..., validUntil: 2027-01-01T00:00:00Z }.'),
  ]
}

/** Said once, above those whom it is about. */
function aboutBuildLevels(attesters: readonly ProposedAttester[]): readonly (readonly string[])[] {
  return attesters.some(({ claims }) => claims.includes('provenance')) ? [comment(BUILD_LEVELS)] : []
}

const BUILD_LEVELS =
  'CHECK: buildLevel is granted by you, never read from a statement, and none is granted here. Take in 2 for a workflow on runners that GitHub hosts; 3 only for a builder whose signing no build can reach, such as a reusable workflow that its callers cannot change.'

function togetherLines({ names, owner, identity }: OneForMany): readonly string[] {
  return [
    '',
    ...comment(
      `CHECK: ${names.join(', ')} differ in the repository only. One attester could stand for them, and for every repository that ${owner} will ever have; then keep the test of sourceRepository in the policy, which binds each image to its own. Its identity:`,
    ),
    ...commentedOut([entry('identity', identity)]),
  ]
}

function unreadLines({ unread, unwritable }: TrustProposal): readonly string[] {
  return [
    ...unwritable.flatMap((identity) =>
      comment(`CHECK: not proposed, since a star in it would be read as a pattern, or it is too long: ${identity}`),
    ),
    ...(unread.size === 0
      ? []
      : [
          '',
          ...comment('Signed and verified too, but of types that nothing here reads. To use one, say what is in it:'),
          '# summaries:',
          ...[...unread].flatMap(([predicateType, count]) =>
            commentedOut([
              `  - ${inline({ predicateType, claim: 'my-claim', fields: { myField: '/path/in/the/predicate' } })}  # seen ${counted(count, 'time')}`,
            ]),
          ),
        ]),
  ]
}

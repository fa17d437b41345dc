import { comment, commentedOut, counted, entry, indented, listEntry, spaced } from '../../../output/yaml-lines.ts'
import type { PolicyProposal } from './propose-policy.ts'
import { renderRequirement } from './render-requirement.ts'

const MODES =
  'audit: decisions are recorded and nothing is stopped. Once nothing is denied that should run, write warn, and then enforce.'

/** policy.yaml, with what a person must know before it is used. */
export function renderPolicy(proposal: PolicyProposal, notUsed: readonly string[]): string {
  const { written, images, required, offered } = proposal
  const lines = [
    ...header(proposal, notUsed),
    'apiVersion: pawl.dev/v1',
    'kind: AttestationPolicy',
    entry('metadata', written.metadata),
    'spec:',
    ...indented(2, comment(MODES)),
    `  ${entry('mode', written.spec.mode)}`,
    ...indented(2, images.notes.flatMap(comment)),
    ...indented(2, listEntry('images', written.spec.images)),
    '  # All of these must be met: deleting one lets more in.',
    '  require:',
    ...indented(4, spaced(required.map(renderRequirement))),
    ...(offered.length === 0
      ? []
      : ['', '    # Only some of the images have what follows. To require it, delete "# " in front of every line.']),
    ...indented(4, commentedOut(spaced(offered.map(renderRequirement)))),
  ]
  return `${lines.join('\n')}\n`
}

function header({ at, from, without }: PolicyProposal, notUsed: readonly string[]): readonly string[] {
  return [
    ...comment(
      `What the attestations of ${counted(from.length, 'image')} have in common, as of ${at}: a proposal of "pawl policy propose". It allows ${from.length === 1 ? 'that image' : 'each of them'} at that time. It asks for what was there, which need not be what you want: delete what you do not need, and tighten what is too wide. Lines with CHECK need a decision; then delete the comment.`,
    ),
    ...(without.length === 0
      ? []
      : [
          '#',
          ...comment(
            `CHECK: nothing counts for these, and they are denied where a pattern below matches: ${without.join(', ')}`,
          ),
        ]),
    ...(notUsed.length === 0 ? [] : ['#', '# Not used:', ...notUsed.flatMap((line) => comment(`  ${line}`))]),
  ]
}

import { formatInstant } from '@pawl/document'
import type { ImageDecision } from '@pawl/policy'
import { printable } from '@pawl/setup'
import { describeReason } from '../../../output/describe-reason.ts'
import { table } from '../../../output/table.ts'
import type { Terminal } from '../../../output/terminal.ts'
import type { JudgedTwice } from './diff.ts'

/** The images that are decided otherwise, what newly opens first, with the requirements that make the difference. */
export function renderDifferences(judged: readonly JudgedTwice[], out: Terminal): void {
  const opened = judged.filter(({ from, to }) => from.decision === 'deny' && to.decision !== 'deny')
  const closed = judged.filter(({ from, to }) => from.decision !== 'deny' && to.decision === 'deny')
  for (const each of opened) render(each, out.paint('yellow', 'DENY -> ALLOW'), each.from, out)
  for (const each of closed) render(each, out.paint('red', 'ALLOW -> DENY'), each.to, out)
  const same = judged.length - opened.length - closed.length
  const denied = judged.filter(({ from, to }) => from.decision === 'deny' && to.decision === 'deny').length
  out.write(
    `${judged.length} images: ${opened.length} from deny to allow, ${closed.length} from allow to deny, ${same} alike (${denied} denied)`,
  )
}

/** `denying` is the side that denies: its unmet requirements are the difference. */
function render({ now, from }: JudgedTwice, change: string, denying: ImageDecision, out: Terminal): void {
  out.write(`${out.paint('bold', printable(from.reference))}  ${change}  at ${formatInstant(now)}`)
  if (from.digest !== undefined) out.write(`  ${out.paint('dim', from.digest)}`)
  const rows = denying.policies.flatMap((policy) =>
    policy.requirements.flatMap((each) =>
      each.met
        ? []
        : [
            [
              policy.name,
              each.name,
              [...new Set(each.reasons.map((reason) => describeReason(reason, now)))].join('; '),
            ],
          ],
    ),
  )
  out.write(
    table(
      [],
      rows.map((row) => row.map(printable)),
      out.width,
      '  ',
    ),
  )
  out.write('')
}

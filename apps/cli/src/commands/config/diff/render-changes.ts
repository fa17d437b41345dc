import { type ConfigurationBundle, type ConfigurationChange, type Direction, requirementOf } from '@pawl/configuration'
import { formatInstant, isRecord } from '@pawl/document'
import { printable } from '@pawl/setup'
import { describeNode } from '../../../output/describe-node.ts'
import { table } from '../../../output/table.ts'
import type { Terminal } from '../../../output/terminal.ts'

export interface Comparison {
  readonly old: ConfigurationBundle
  readonly now: ConfigurationBundle
  /** Whether the second side is a bundle, and not the files of one to come. */
  readonly signed: boolean
  readonly changes: readonly ConfigurationChange[]
}

const ORDER: readonly Direction[] = ['opens', 'either', 'closes']

/** What a reviewer reads: what can open first. */
export function renderChanges({ old, now, signed, changes }: Comparison, out: Terminal): void {
  const title = (bundle: ConfigurationBundle): string => printable(`${bundle.name} revision ${bundle.revision}`)
  out.write(out.paint('bold', `${title(old)} -> ${signed ? title(now) : 'the files given'}`))
  const shown = changes.filter((each) => each.direction !== 'same')
  const rows = ORDER.flatMap((direction) => shown.filter((each) => each.direction === direction)).map((change) => [
    change.direction,
    printable(change.path.join(' ')),
    printable(describeChange(change)),
  ])
  if (rows.length > 0) out.write(table(['', 'WHERE', 'WHAT'], rows, out.width, '  '))
  const counted = ORDER.map(
    (direction) => `${shown.filter((each) => each.direction === direction).length} ${direction}`,
  )
  out.write(shown.length === 0 ? 'nothing that decides is different' : `changes: ${counted.join(', ')}`)
  if (signed && !(now.revision > old.revision)) {
    out.write(out.paint('yellow', 'the second is no later revision: it is refused where the first was seen'))
  }
}

function describeChange({ path, removed, added }: ConfigurationChange): string {
  const words = (text: string): string => {
    const tree = path[0] === 'policies' && path[2] === 'require' ? requirementOf(text) : undefined
    return tree === undefined ? describeValue(path, JSON.parse(text)) : describeNode(tree)
  }
  const [gone, come] = [removed.map(words), added.map(words)]
  if (gone.length === 1 && come.length === 1) return `${gone[0]} -> ${come[0]}`
  return [...gone.map((each) => `- ${each}`), ...come.map((each) => `+ ${each}`)].join(' ')
}

function describeValue(path: readonly string[], value: unknown): string {
  if (path[0] === 'validUntil' && typeof value === 'number') return formatInstant(value)
  if (!isRecord(value)) return String(value)
  const members = Object.entries(value).map(([member, inner]) => {
    if (isRecord(inner)) return `${member} (${describeValue([], inner)})`
    return `${member} ${member === 'until' && typeof inner === 'number' ? formatInstant(inner) : String(inner)}`
  })
  return members.join(', ')
}

import type { LintFinding } from '@pawl/policy/lint'
import type { YamlFile } from '@pawl/setup'

/** A finding, and where in its file it stands. */
export interface PlacedFinding extends LintFinding {
  /** `policy.yaml:12:9` */
  readonly place: string
  /** The other place that it speaks of. */
  readonly otherPlace?: string
}

/** In the order in which a reader meets them. */
export function placed(file: YamlFile, findings: readonly LintFinding[]): readonly PlacedFinding[] {
  return findings
    .map((each) => ({
      ...each,
      place: file.locate(each.at),
      ...(each.other === undefined ? {} : { otherPlace: file.locate(each.other) }),
    }))
    .sort((one, other) => offset(one) - offset(other))
}

/** Lines and columns as one number: a line of a million columns is in no policy. */
function offset({ place }: PlacedFinding): number {
  const [column = 0, line = 0] = place.split(':').reverse().map(Number)
  return Number.isFinite(line) && Number.isFinite(column) ? line * 1_000_000 + column : 0
}

import { describeReason } from '../../../output/describe-reason.ts'
import type { Difference } from './case-result.ts'
import type { FoundState } from './found-states.ts'
import type { ExpectedState } from './policy-test.ts'

/** What an image came to against what is expected of one requirement; `found` is undefined where no governing policy has it. */
export function compareState(
  what: string,
  expected: ExpectedState,
  found: FoundState | undefined,
  now: number,
): readonly Difference[] {
  if (found !== undefined && isAsExpected(expected, found)) return []
  return [
    {
      what,
      expected: typeof expected === 'string' ? expected : `unmet: ${[...expected].sort().join(', ')}`,
      got: found === undefined ? 'not judged: its policy does not govern this image' : wordsFor(found),
      why: found === undefined ? [] : whyNot(found, now),
    },
  ]
}

function isAsExpected(expected: ExpectedState, found: FoundState): boolean {
  if (typeof expected === 'string') return expected === found.state
  const codes = codesOf(found)
  return found.state === 'unmet' && codes.length === expected.length && codes.every((code) => expected.includes(code))
}

function codesOf({ reasons }: FoundState): readonly FoundState['reasons'][number]['code'][] {
  return [...new Set(reasons.map(({ code }) => code))].sort()
}

function wordsFor(found: FoundState): string {
  return found.state === 'unmet' ? `unmet: ${codesOf(found).join(', ')}` : found.state
}

export function whyNot({ reasons }: FoundState, now: number): readonly string[] {
  return [...new Set(reasons.map((reason) => describeReason(reason, now)))]
}

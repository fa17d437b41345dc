import type { Ask } from './checks.ts'
import { shapeOf } from './shape.ts'

/** The policy under test, and what it was asked. */
export interface Interview {
  readonly ask: (document: unknown) => Promise<boolean>
  readonly cases: () => number
  readonly counts: () => { readonly cases: number; readonly yes: number; readonly no: number; readonly shapes: number }
}

/** Checks ask twice about one document in a row; these are remembered, and no more. */
const REMEMBERED = 512

export function createInterview(ask: Ask): Interview {
  const answers = new Map<string, boolean>()
  const shapes = new Set<number>()
  let yes = 0
  let no = 0
  return {
    ask: async (document) => {
      const text = JSON.stringify(document)
      const known = answers.get(text)
      if (known !== undefined) return known
      const answer = (await ask(document)) === true
      if (answers.size >= REMEMBERED) answers.clear()
      answers.set(text, answer)
      shapes.add(hashOf(`${answer} ${shapeOf(document)}`))
      if (answer) yes += 1
      else no += 1
      return answer
    },
    cases: () => yes + no,
    counts: () => ({ cases: yes + no, yes, no, shapes: shapes.size }),
  }
}

/** 52 bits of FNV-1a in two halves: the shapes of a long run would not fit as text. */
function hashOf(text: string): number {
  let low = 0x811c9dc5
  let high = 0x1b873593
  for (let at = 0; at < text.length; at += 1) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193)
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b)
  }
  return (low >>> 0) + (high >>> 12) * 4_294_967_296
}

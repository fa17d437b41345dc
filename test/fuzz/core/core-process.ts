import process from 'node:process'
import * as core from '@pawl/core'
import { attachmentCases } from '../../differential/attachment-cases.ts'
import { mutatedCases } from '../../differential/mutated-cases.ts'
import { ourVerdict } from '../../differential/our-verdict.ts'
import { rootCases } from '../../differential/root-cases.ts'
import type { Case } from '../../differential/scene.ts'
import { signedCases } from '../../differential/signed-cases.ts'
import { statementCases } from '../../differential/statement-cases.ts'
import { tell } from '../watched.ts'

export interface CoreTask {
  readonly seed: number
  /** Of each kind. */
  readonly cases: number
}

/** What came of one case. */
export interface CoreEnd {
  readonly kind: string
  readonly code: string
  /** Milliseconds. */
  readonly took: number
}

const KINDS: Readonly<Record<string, (count: number, seed: number) => readonly Case[]>> = {
  bundles: mutatedCases,
  'signed by the trusted': signedCases,
  attachments: attachmentCases,
  roots: rootCases,
  statements: statementCases,
}

// node --conditions=@pawl/source core-process.ts TASK: prints a Line for each case.
const { seed, cases }: CoreTask = JSON.parse(process.argv[2] ?? '')
for (const [kind, make] of Object.entries(KINDS)) {
  tell({ begin: `the cases of seed ${seed}, ${kind}` })
  for (const each of make(cases, seed)) {
    tell({ begin: each.name })
    const begin = performance.now()
    const ours = ourVerdict(core, each)
    const code = ours.level === 'bound' ? 'accepted' : ours.code
    tell<CoreEnd>({ end: { kind, code, took: performance.now() - begin } })
  }
}

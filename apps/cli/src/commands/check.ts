import { formatInstant } from '@pawl/document'
import { loadPolicyFile, loadTrustFile } from '../configuration/load-configuration.ts'
import { gather } from '../gather.ts'
import { type EngineChoice, judge, type LoadOpa } from '../judge.ts'
import { renderCheck } from '../output/render-check.ts'
import { type Format, structured } from '../output/structured.ts'
import type { Terminal } from '../output/terminal.ts'

export interface CheckOptions {
  readonly trust: string
  readonly policy: string
  readonly evidence: readonly string[]
  readonly engine: EngineChoice
  readonly loadOpa: LoadOpa
  readonly output: Format
  /** Epoch seconds. */
  readonly now: number
}

/** The exit code: 0 allow, 1 deny. Everything else is thrown. */
export async function check(subjects: readonly string[], options: CheckOptions, out: Terminal): Promise<0 | 1> {
  const policy = loadPolicyFile(options.policy)
  const trust = loadTrustFile(options.trust)
  const { document, subjects: gathered } = await gather(subjects, options.evidence, trust, options.now)
  const judgement = await judge(document, policy, options.engine, options.loadOpa)
  if (options.output === 'table') {
    out.write(
      out.paint(
        'dim',
        `policy ${policy.compiled.name} revision ${policy.compiled.revision}, trust ${trust.reference.name} revision ${trust.reference.revision}, at ${formatInstant(options.now)}`,
      ),
    )
    renderCheck(judgement, { document, subjects: gathered }, out)
  } else {
    out.write(structured(options.output, { ...judgement.decision, engines: Object.fromEntries(judgement.outcomes) }))
  }
  const outcomes = [...judgement.outcomes.values()]
  return outcomes.length >= 1 && outcomes.every((outcome) => outcome.allow) ? 0 : 1
}

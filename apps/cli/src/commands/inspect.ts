import { isRejection } from '@pawl/core'
import { type AccessFor, chooseTrust, type GatheredSubject, gather, type TrustChoice } from '@pawl/setup'
import { renderInspect } from '../output/render-inspect.ts'
import { type Format, structured } from '../output/structured.ts'
import type { Terminal } from '../output/terminal.ts'

export interface InspectOptions extends TrustChoice {
  readonly evidence: readonly string[]
  readonly access: AccessFor
  readonly output: Format
  /** Epoch seconds. */
  readonly now: number
}

/** Shows what was found, verified and turned down, and why. It decides nothing: the exit code is 0 when it could look. */
export async function inspect(subjects: readonly string[], options: InspectOptions, out: Terminal): Promise<0> {
  const { now } = options
  const { trust, until } = chooseTrust(options, now)
  const { subjects: gathered } = await gather(subjects, options.evidence, trust, { now, until }, options.access([]))
  if (options.output === 'table') for (const each of gathered) renderInspect(each, now, out)
  else out.write(structured(options.output, { subjects: gathered.map(reportOf) }))
  return 0
}

/** The report: for people and their tools, never part of the input document. */
function reportOf({ subject, answers, findings }: GatheredSubject): object {
  return {
    reference: subject.reference,
    repository: subject.repository,
    digest: subject.subject.digest,
    sources: answers.map(({ source, evidence, complete, status, codes, notes }) => ({
      source,
      found: evidence.length,
      complete,
      status,
      codes,
      notes,
    })),
    findings: findings.map(({ source, evidenceDigest, bytes, result }) => ({
      source,
      evidenceDigest,
      bytes,
      ...(isRejection(result)
        ? { rejected: { code: result.code, at: result.at, signer: result.signer } }
        : { claim: result }),
    })),
  }
}

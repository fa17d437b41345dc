import { type AccessFor, chooseTrust, gather, type TrustChoice } from '@pawl/setup'
import { structured } from '../output/structured.ts'
import type { Terminal } from '../output/terminal.ts'

export interface InputOptions extends TrustChoice {
  readonly evidence: readonly string[]
  readonly access: AccessFor
  readonly output: 'json' | 'yaml'
  /** Epoch seconds. */
  readonly now: number
}

/** Prints the input document that an engine would get. It decides nothing: the exit code is 0 when it could be made. */
export async function input(subjects: readonly string[], options: InputOptions, out: Terminal): Promise<0> {
  const { now } = options
  const { trust, until } = chooseTrust(options, now)
  const { document } = await gather(subjects, options.evidence, trust, { now, until }, options.access([]))
  out.write(structured(options.output, document))
  return 0
}

import { compileGatekeeper } from '@pawl/gatekeeper'
import { authoritiesIn, choosePolicySource, chooseProfiles, type ProfilesChoice, type TrustChoice } from '@pawl/setup'
import { manifestText } from '../../../output/manifest-text.ts'
import type { World } from '../../../world.ts'
import { notesOn } from './notes.ts'

export interface CompileGiven extends TrustChoice, ProfilesChoice {
  readonly mode: 'document' | 'decision'
  readonly gatewayUrl: string
  readonly gatewayCa: string
  /** Whole seconds. */
  readonly timeout: number
  readonly pin: boolean
  readonly output: 'yaml' | 'json'
}

/** Prints the manifests, and notes on the other stream. Throws Refusal; 0 when all was printed. */
export function compile(options: CompileGiven, { out, err, clock }: World): 0 {
  const now = clock()
  const table = chooseProfiles(options, choosePolicySource(options, now), now)
  const { mode, gatewayUrl, gatewayCa, timeout, pin } = options
  const authorities = `${authoritiesIn(gatewayCa).join('\n')}\n`
  const manifests = compileGatekeeper(table, {
    asks: mode,
    gateway: { url: gatewayUrl, authorities, timeout },
    pins: pin,
  })
  out.write(manifestText(options.output, manifests))
  for (const note of notesOn(manifests, table, options)) err.write(`note: ${note}`)
  return 0
}

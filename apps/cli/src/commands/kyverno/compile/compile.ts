import { compileKyverno, compileLegacyKyverno, type Judged, LENGTH, type Manifest } from '@pawl/kyverno'
import type { ProfileTable } from '@pawl/policy'
import {
  authoritiesIn,
  choosePolicySource,
  chooseProfiles,
  type ProfilesChoice,
  type TrustChoice,
  usage,
} from '@pawl/setup'
import { manifestText } from '../../../output/manifest-text.ts'
import type { World } from '../../../world.ts'
import { notesOn } from './notes.ts'

export interface CompileGiven extends TrustChoice, ProfilesChoice {
  readonly mode: 'decision' | 'document' | 'resource' | 'legacy'
  readonly gatewayUrl: string | undefined
  readonly gatewayCa: string | undefined
  readonly audience: string | undefined
  readonly summaryTrust: string | undefined
  readonly summaryMinRevision: number
  /** Seconds. */
  readonly summaryMaxAge: number
  /** Whole seconds. */
  readonly timeout: number
  readonly excludeNamespace: readonly string[]
  readonly pin: boolean
  readonly background: boolean
  readonly output: 'yaml' | 'json'
}

/** Prints the policies, and notes on the other stream. Throws Refusal; 0 when all was printed. */
export function compile(options: CompileGiven, { out, err, clock }: World): 0 {
  const now = clock()
  const table = chooseProfiles(options, choosePolicySource(options, now), now)
  const manifests = manifestsOf(table, options)
  out.write(manifestText(options.output, manifests))
  for (const note of notesOn(manifests, table, options)) err.write(`note: ${note}`)
  return 0
}

function manifestsOf(table: ProfileTable, options: CompileGiven): readonly Manifest[] {
  const { mode, pin, excludeNamespace, timeout, background } = options
  const common = { pins: pin, excluded: excludeNamespace, timeout, background, length: LENGTH }
  if (mode !== 'legacy') return compileKyverno(table, { ...common, judged: judgedBy(mode, options) })
  const { gatewayCa } = options
  if (gatewayCa === undefined) throw usage('a ClusterPolicy names the authorities of the gateway: give --gateway-ca')
  const authorities = `${authoritiesIn(gatewayCa).join('\n')}\n`
  return compileLegacyKyverno(table, { url: urlOf(options), authorities }, common)
}

function judgedBy(mode: 'decision' | 'document' | 'resource', options: CompileGiven): Judged {
  if (options.gatewayCa !== undefined)
    throw usage('CEL cannot name authorities: Kyverno takes them from SSL_CERT_FILE; leave out --gateway-ca')
  if (mode !== 'resource') return { asks: mode, gateway: { url: urlOf(options) } }
  const { audience, summaryTrust, summaryMinRevision, summaryMaxAge } = options
  if (audience === undefined || summaryTrust === undefined)
    throw usage('a summary is for somebody and by some trust configuration: give --audience and --summary-trust')
  if (options.gatewayUrl !== undefined) throw usage('nobody is called in mode resource: leave out --gateway-url')
  return {
    asks: 'resource',
    summaries: { audience, trust: summaryTrust, minRevision: summaryMinRevision, maxAge: summaryMaxAge },
  }
}

function urlOf({ gatewayUrl }: CompileGiven): string {
  if (gatewayUrl === undefined) throw usage('say where Kyverno reaches the gateway: give --gateway-url')
  return gatewayUrl
}

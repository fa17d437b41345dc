import { isRefused, type SignedConfiguration } from '@pawl/configuration'
import { sha256Digest } from '@pawl/core'
import { identifyPolicy } from '@pawl/policy'
import { type BundlePins, describeStale, openSigned, printable } from '@pawl/setup'
import { type Format, structured } from '../../../output/structured.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { renderConfiguration } from './render-configuration.ts'

export interface VerifyOptions extends BundlePins {
  readonly output: Format
  /** Epoch seconds. */
  readonly now: number
}

/** The exit code: 0 it may be used, 1 it may not. */
export function verify(path: string, options: VerifyOptions, out: Terminal): 0 | 1 {
  const opened = openSigned(path, options, options.now)
  if (isRefused(opened)) {
    if (options.output === 'table') {
      out.write(`${out.paint('red', 'REFUSED')} configuration-stale: ${printable(path)} ${describeStale(opened)}`)
    } else out.write(structured(options.output, { usable: false, refused: { ...opened, outcome: undefined } }))
    return 1
  }
  if (options.output === 'table') renderConfiguration(opened, options.now, out)
  else out.write(structured(options.output, { usable: true, ...summaryOf(opened) }))
  return 0
}

/** What a person or a pipeline compares; the bundle itself is at hand. */
function summaryOf({ bundle, digest, signedBy, trust, policies }: SignedConfiguration): object {
  const { name, revision, validUntil } = bundle
  return {
    name,
    revision,
    digest,
    validUntil,
    signedBy,
    trust: trust.reference,
    policies: policies.map((each) => ({
      name: each.name,
      revision: each.revision,
      mode: each.mode,
      digest: identifyPolicy(each, sha256Digest).digest,
    })),
  }
}

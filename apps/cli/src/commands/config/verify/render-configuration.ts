import type { SignedConfiguration } from '@pawl/configuration'
import { sha256Digest } from '@pawl/core'
import { formatInstant } from '@pawl/document'
import { type CompiledProfile, identifyPolicy, type ProfileTable } from '@pawl/policy'
import { printable } from '@pawl/setup'
import { describeSeconds } from '../../../output/durations.ts'
import { table } from '../../../output/table.ts'
import type { Terminal } from '../../../output/terminal.ts'

/** What a bundle that may be used holds. */
export function renderConfiguration(configuration: SignedConfiguration, now: number, out: Terminal): void {
  const { bundle, digest, signedBy, trust, policies, profiles } = configuration
  const { name, revision, validUntil } = bundle
  out.write(`${out.paint('bold', printable(`${name} revision ${revision}`))}  ${out.paint('green', 'USABLE')}`)
  const attesters = trust.attesters.map((each) => `${each.name} (${each.claims.join(', ')})`)
  const rows = [
    ['digest', digest],
    ...signedBy.map((key) => ['signed by', key]),
    ['valid until', `${formatInstant(validUntil)}, ${describeSeconds(validUntil - now)} more`],
    ['trust', `${trust.reference.name} revision ${trust.reference.revision}, ${trust.reference.digest}`],
    ['attesters', attesters.length === 0 ? 'none: nothing will be allowed' : attesters.join('; ')],
    ...policies.map((each) => [
      'policy',
      `${each.name} revision ${each.revision} (${each.mode}), ${identifyPolicy(each, sha256Digest).digest}`,
    ]),
    ...(profiles === undefined ? [['profiles', 'none: all policies apply everywhere']] : profileRows(profiles)),
  ]
  out.write(
    table(
      [],
      rows.map((row) => row.map(printable)),
      out.width,
      '  ',
    ),
  )
}

function profileRows({ profiles, namespaces, unknown }: ProfileTable): readonly string[][] {
  return [...profiles.values()].map((profile) => {
    const patterns = namespaces.filter((each) => each.profile === profile).map((each) => each.pattern)
    const places = [...patterns, ...(profile === unknown ? ['every other namespace'] : [])]
    return ['profile', `${describe(profile)} in ${places.length === 0 ? 'no namespace' : places.join(', ')}`]
  })
}

function describe({ name, mode, policies, unmatched }: CompiledProfile): string {
  const open = unmatched === 'deny' ? '' : ', lets images by that no policy governs'
  return `${name} (${mode}${open}): ${policies.map((each) => each.name).join(', ')}`
}

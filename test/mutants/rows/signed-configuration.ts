import type { Mutant } from '../mutant.ts'

type Change = Pick<Mutant, 'name' | 'file' | 'find' | 'replace' | 'suites'>

const LIBRARY = ['packages/configuration/src']
const PROGRAM = ['test/configuration']

const CHANGES: readonly Change[] = [
  {
    name: 'a configuration needs no signature',
    file: 'packages/core/src/dsse/signed-document.ts',
    find: 'if (signedBy.length === 0)',
    replace: 'if (signedBy.length < 0)',
    suites: ['packages/core/src/dsse'],
  },
  {
    name: 'an attestation can be a configuration',
    file: 'packages/core/src/dsse/signed-document.ts',
    find: "  if (envelope.payloadType !== payloadType) return reject('payload-type-unsupported', 'payloadType')\n",
    replace: '',
    suites: ['packages/core/src/dsse'],
  },
  {
    name: 'a configuration counts a second too long',
    file: 'packages/configuration/src/open-configuration.ts',
    find: '!(now < validUntil)',
    replace: '!(now <= validUntil)',
    suites: LIBRARY,
  },
  {
    name: 'an older configuration is taken again',
    file: 'packages/configuration/src/revision.ts',
    find: '!(revision >= highest)',
    replace: '!(revision >= least)',
    suites: LIBRARY,
  },
  {
    name: 'the floor for revisions is forgotten',
    file: 'packages/configuration/src/revision.ts',
    find: 'Math.max(least, ...seen',
    replace: 'Math.max(0, ...seen',
    suites: LIBRARY,
  },
  {
    name: 'one revision has two contents',
    file: 'packages/configuration/src/revision.ts',
    find: ' && each.digest !== next.digest',
    replace: ' && false',
    suites: LIBRARY,
  },
  {
    name: 'another configuration is a later one',
    file: 'packages/configuration/src/revision.ts',
    find: 'each.name !== next.name',
    replace: 'each.name === undefined',
    suites: LIBRARY,
  },
  {
    name: 'profiles outlive their bundle',
    file: 'packages/configuration/src/configuration.ts',
    find: ', validUntil: bundle.validUntil }',
    replace: ' }',
    suites: LIBRARY,
  },
  {
    name: 'a bundle carries keys that nobody names',
    file: 'packages/configuration/src/read-bundle.ts',
    find: 'held.every((name) => asked.has(name))',
    replace: 'held.length >= 0',
    suites: LIBRARY,
  },
  {
    name: 'a damaged record of revisions is a first run',
    file: 'packages/setup/src/configuration/seen-revisions.ts',
    find: '?? damaged(',
    replace: "?? ((at: string) => ({ name: '', revision: at.length, digest: '' }))(",
    suites: PROGRAM,
  },
  {
    name: 'what was accepted is not kept',
    file: 'packages/setup/src/configuration/signed-configuration.ts',
    find: '  if (configState !== undefined) keepSeen(',
    replace: '  if (configState === undefined) keepSeen(',
    suites: PROGRAM,
  },
  {
    name: 'a bundle needs nothing to be compared with',
    file: 'packages/setup/src/configuration/signed-configuration.ts',
    find: 'if (configState === undefined && minRevision === undefined)',
    replace: 'if (configKey.length === 0)',
    suites: PROGRAM,
  },
  {
    name: 'an entry outlives the configuration it was made by',
    file: 'packages/setup/src/gather.ts',
    find: 'Math.min(now + VALIDITY, until)',
    replace: 'now + VALIDITY',
    suites: PROGRAM,
  },
  {
    name: 'a longer age does not open',
    file: 'packages/configuration/src/diff/compare-nodes.ts',
    find: "whenMore('opens', now > old, now < old)",
    replace: "whenMore('closes', now > old, now < old)",
    suites: LIBRARY,
  },
]

/** Ways to take a configuration that the operator did not sign, or no longer means. */
export const SIGNED_CONFIGURATION: readonly Mutant[] = CHANGES.map((each) => ({ ...each, caughtBy: 'tests' }))

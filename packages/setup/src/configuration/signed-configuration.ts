import {
  type ConfigurationRejection,
  isRefused,
  MAX_BUNDLE_BYTES,
  openConfiguration,
  type SignedConfiguration,
} from '@pawl/configuration'
import { type PublicKey, parsePublicKey } from '@pawl/core'
import { formatInstant } from '@pawl/document'
import { readBounded } from '@pawl/sources'
import { REJECTION_WORDS } from '../describe-rejection.ts'
import { Refusal, usage } from '../refusal.ts'
import { keepSeen, readSeen } from './seen-revisions.ts'

/** What makes a bundle the operator's, as it is named on the command line. */
export interface BundlePins {
  /** Public keys in PEM. */
  readonly configKey: readonly string[]
  /** The file that keeps the revisions that were accepted. */
  readonly configState: string | undefined
  /** The operator's own floor. */
  readonly minRevision: number | undefined
}

const MAX_KEY_BYTES = 65_536

/** The configuration in a bundle's file. One that is unsigned, out of date or older than what was seen is a refusal: nothing is decided by it. */
export function loadSigned(path: string, pins: BundlePins, now: number): SignedConfiguration {
  const opened = openSigned(path, pins, now)
  if (!isRefused(opened)) return opened
  throw new Refusal('configuration-stale', 'the configuration may not be used', [
    { at: path, message: describeStale(opened) },
  ])
}

/** The same, and why not as a value. The revision of one that may be used is kept. */
export function openSigned(path: string, pins: BundlePins, now: number): SignedConfiguration | ConfigurationRejection {
  const { configKey, configState, minRevision } = pins
  if (configKey.length === 0) throw usage('give --config-key: the public key of whoever signs the configuration')
  if (configState === undefined && minRevision === undefined) {
    throw usage('give --config-state or --min-revision: without one, an old bundle would be as good as a new one')
  }
  const seen = configState === undefined ? [] : readSeen(configState)
  const keys = configKey.map(readKey)
  const opened = openConfiguration(readBounded(path, MAX_BUNDLE_BYTES), {
    keys,
    revisions: { least: minRevision ?? 0, seen },
    now,
  })
  if (isRefused(opened)) return opened
  // Only what was read to its end is kept: a broken new revision takes nothing from the one that works.
  const { name, revision } = opened.bundle
  if (configState !== undefined) keepSeen(configState, { name, revision, digest: opened.digest }, seen)
  return opened
}

export function readKey(path: string): PublicKey {
  return parsePublicKey(readKeyText(path))
}

/** What stands in the file of a key: whoever needs the text itself reads it once, and parses it. */
export function readKeyText(path: string): string {
  return Buffer.from(readBounded(path, MAX_KEY_BYTES)).toString('latin1')
}

export function describeStale(rejection: ConfigurationRejection): string {
  switch (rejection.code) {
    case 'unsigned':
      return `${rejection.cause}: ${REJECTION_WORDS[rejection.cause]}`
    case 'malformed':
      return `is signed, but no configuration that this version reads: see ${rejection.at}`
    case 'ended':
      return `ended at ${formatInstant(rejection.validUntil)}`
    case 'lower':
      return `is revision ${rejection.revision}, and revision ${rejection.least} was seen or asked for`
    case 'forked':
      return `has another content than the revision ${rejection.revision} that was seen: one of them was not meant`
    case 'other-name':
      return 'is the configuration of another name than the one that was seen'
    default:
      return rejection satisfies never
  }
}

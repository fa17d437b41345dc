import {
  type ConfigurationBundle,
  diffConfigurations,
  isRefused,
  MAX_BUNDLE_BYTES,
  openConfiguration,
} from '@pawl/configuration'
import type { PublicKey } from '@pawl/core'
import { describeStale, Refusal, readKey, usage } from '@pawl/setup'
import { readBounded } from '@pawl/sources'
import { type Format, structured } from '../../../output/structured.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { bundleOfFiles } from '../bundle-of-files.ts'
import { renderChanges } from './render-changes.ts'

export interface DiffOptions {
  readonly configKey: readonly string[]
  readonly trust?: string
  readonly policy?: readonly string[]
  readonly profiles?: string
  readonly output: Format
  /** Epoch seconds: when policies given as files are read. */
  readonly now: number
}

/** The exit code: 0 the same, 1 different. */
export function diff(before: string, after: string | undefined, options: DiffOptions, out: Terminal): 0 | 1 {
  if (options.configKey.length === 0)
    throw usage('give --config-key: the public key of whoever signs the configuration')
  const keys = options.configKey.map(readKey)
  const old = readSigned(before, keys)
  const now = after === undefined ? fromFiles(old, options) : readSigned(after, keys)
  const changes = diffConfigurations(old, now)
  if (options.output === 'table') renderChanges({ old, now, signed: after !== undefined, changes }, out)
  else out.write(structured(options.output, { changes }))
  return changes.some((each) => each.direction !== 'same') ? 1 : 0
}

/** Whoever signed it is asked; an old one has ended perhaps, and is compared all the same. */
function readSigned(path: string, keys: readonly PublicKey[]): ConfigurationBundle {
  const always = { revisions: { least: 0, seen: [] }, now: 0 }
  const opened = openConfiguration(readBounded(path, MAX_BUNDLE_BYTES), { keys, ...always })
  if (!isRefused(opened)) return opened.bundle
  throw new Refusal('configuration-stale', 'the bundle cannot be compared', [
    { at: path, message: describeStale(opened) },
  ])
}

function fromFiles(
  { name, revision, validUntil }: ConfigurationBundle,
  { trust, policy, profiles, now }: DiffOptions,
): ConfigurationBundle {
  if (trust === undefined || policy === undefined) throw usage('name a second bundle, or --trust and --policy')
  const files = { trust, policy, ...(profiles === undefined ? {} : { profiles }) }
  return bundleOfFiles(files, { name, revision, validUntil }, now).bundle
}

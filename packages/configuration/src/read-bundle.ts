import { Fault, loadTrust, type TrustConfiguration } from '@pawl/core'
import { encodeUtf8, isBoundedText, isRecord, isTime } from '@pawl/document'
import { type CompiledPolicy, parseCompiledPolicy, parseProfiles } from '@pawl/policy'
import { type BundledTrust, type ConfigurationBundle, MAX_POLICIES } from './bundle.ts'
import type { Configuration } from './configuration.ts'
import type { ConfigurationRejection } from './rejection.ts'

/**
 * Reads the payload of a bundle whose signature has verified. What is wrong with its trust configuration, policies and profiles is the
 * operator's fault and thrown, as by the readers of each.
 */
export function readBundle(value: Readonly<Record<string, unknown>>): Configuration | ConfigurationRejection {
  const head = readHead(value)
  if ('outcome' in head) return head
  const bundled = bundledTrust(value['trust'])
  if (bundled === undefined) return malformed('trust')
  const policies = policiesOf(value['policies'])
  if (policies === undefined) return malformed('policies')
  const trust = trustOf(bundled)
  if (trust === undefined) return malformed('trust.files')
  const bundle = { ...head, trust: bundled, policies }
  if (!Object.hasOwn(value, 'profiles')) return { bundle, trust, policies, profiles: undefined }
  const profiles = parseProfiles(value['profiles'], policies, head.validUntil)
  return { bundle: { ...bundle, profiles: value['profiles'] }, trust, policies, profiles }
}

type Head = Pick<ConfigurationBundle, 'apiVersion' | 'kind' | 'name' | 'revision' | 'validUntil'>

const MEMBERS = ['apiVersion', 'kind', 'name', 'revision', 'validUntil', 'trust', 'policies', 'profiles']

function readHead(value: Readonly<Record<string, unknown>>): Head | ConfigurationRejection {
  if (!Object.keys(value).every((member) => MEMBERS.includes(member))) return malformed('bundle')
  const { apiVersion, kind, name, revision, validUntil } = value
  if (apiVersion !== 'pawl.dev/v1') return malformed('apiVersion')
  if (kind !== 'ConfigurationBundle') return malformed('kind')
  if (!isBoundedText(name, 256) || name === '') return malformed('name')
  if (typeof revision !== 'number' || !Number.isSafeInteger(revision) || revision < 0) return malformed('revision')
  return isTime(validUntil) ? { apiVersion, kind, name, revision, validUntil } : malformed('validUntil')
}

function policiesOf(value: unknown): readonly CompiledPolicy[] | undefined {
  if (!Array.isArray(value) || !(value.length >= 1 && value.length <= MAX_POLICIES)) return undefined
  const policies = value.map((each) => parseCompiledPolicy(each))
  return new Set(policies.map((each) => each.name)).size === policies.length ? policies : undefined
}

function bundledTrust(value: unknown): BundledTrust | undefined {
  if (!isRecord(value) || !isRecord(value['files'])) return undefined
  const { configuration, files, publicGood, ...others } = value
  if (Object.keys(others).length > 0 || !isRecord(configuration)) return undefined
  const texts = Object.entries(files).filter((each): each is [string, string] => typeof each[1] === 'string')
  if (texts.length !== Object.keys(files).length) return undefined
  const bundled = { configuration, files: Object.fromEntries(texts) }
  if (publicGood === undefined) return bundled
  return typeof publicGood === 'string' ? { ...bundled, publicGood } : undefined
}

/** The trust configuration from what the bundle itself holds; undefined when it holds what nobody names. */
function trustOf({ configuration, files, publicGood }: BundledTrust): TrustConfiguration | undefined {
  const asked = new Set<string>()
  const take = (name: string, text: string | undefined): Uint8Array => {
    asked.add(name)
    if (text === undefined) throw new Fault('source-unreadable', 'the bundle does not hold this file', name)
    return encodeUtf8(text)
  }
  const trust = loadTrust(configuration, {
    file: (path) => take(path, Object.hasOwn(files, path) ? files[path] : undefined),
    publicGood: () => take(PUBLIC_GOOD, publicGood),
  })
  const held = [...Object.keys(files), ...(publicGood === undefined ? [] : [PUBLIC_GOOD])]
  return held.every((name) => asked.has(name)) ? trust : undefined
}

/** No path: a file may be named anything but this, which is not bounded text. */
const PUBLIC_GOOD = '\npublic-good'

function malformed(at: string): ConfigurationRejection {
  return { outcome: 'refused', code: 'malformed', at }
}

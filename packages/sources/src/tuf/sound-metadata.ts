import type { MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models'

const ROLES = ['root', 'timestamp', 'snapshot', 'targets']

/** Every role asks for one key or more, and for keys that are not the same key under two names (C39, C52). */
export function isSoundRoot({ keys, roles }: Root): boolean {
  return ROLES.every((name) => {
    const role = Object.hasOwn(roles, name) ? roles[name] : undefined
    if (role === undefined || !isCount(role.threshold) || role.threshold < 1) return false
    const values = role.keyIDs.map((id) => (Object.hasOwn(keys, id) ? spelling(keys[id]?.keyVal['public']) : undefined))
    return !values.includes(undefined) && new Set(values).size === values.length
  })
}

/** One spelling for the hexadecimal digits of a key, and for a PEM with other line ends. */
function spelling(key: string | undefined): string | undefined {
  const text = key?.replace(/\s/g, '')
  return text !== undefined && /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : text
}

export function isSoundTimestamp({ snapshotMeta }: Timestamp): boolean {
  return isSoundMeta(snapshotMeta)
}

export function isSoundSnapshot({ meta }: Snapshot): boolean {
  return Object.hasOwn(meta, 'targets.json') && Object.values(meta).every(isSoundMeta)
}

export function isSoundTargets({ targets }: Targets): boolean {
  return Object.values(targets).every((target) => isCount(target.length) && digestOf(target) !== undefined)
}

function isSoundMeta({ version, length }: MetaFile): boolean {
  return isCount(version) && version >= 1 && (length === undefined || isCount(length))
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

/** The digest of a target that its bytes are compared with. A target without one would be any file of its length. */
export function digestOf({ hashes }: TargetFile): { readonly name: string; readonly hex: string } | undefined {
  for (const [name, pattern] of DIGESTS) {
    const hex = Object.hasOwn(hashes, name) ? hashes[name] : undefined
    if (hex !== undefined) return pattern.test(hex) ? { name, hex } : undefined
  }
  return undefined
}

const DIGESTS: ReadonlyMap<string, RegExp> = new Map([
  ['sha256', /^[0-9a-f]{64}$/],
  ['sha512', /^[0-9a-f]{128}$/],
])

import { canonicalBytes, type JsonValue } from '@pawl/document'
import { sha256Digest } from '../bytes/sha256.ts'
import { isInvalidJson, readJson } from '../bytes/strict-json.ts'
import { Fault } from '../fault.ts'
import { countDistinct, type Thresholds, type Voucher } from '../sigstore/distinct-authorities.ts'
import { parseTrustedRoot, type TrustedRoot } from '../sigstore/trusted-root.ts'
import { atPlace } from './at-place.ts'
import { parseRefreshedRoot } from './refreshed-root.ts'
import { invalidTrust } from './trust-invalid.ts'
import type { TrustMaterial } from './trust-material.ts'
import type { WrittenRoot } from './written-trust.ts'

/** The roots by their names. What their files hold is entered in `files`, by digest. */
export function loadRoots(
  written: readonly WrittenRoot[],
  material: TrustMaterial,
  files: Map<string, string>,
): ReadonlyMap<string, TrustedRoot> {
  const roots = new Map<string, TrustedRoot>()
  for (const [index, root] of written.entries()) {
    const at = `spec.roots[${index}]`
    if (roots.has(root.name)) invalidTrust(`${at}.name`, 'stands twice: give each root its own name')
    const { trusted, digest } = readRoot(root, material, at)
    files.set(`root:${root.name}`, digest)
    roots.set(root.name, { ...trusted, require: thresholds(root, trusted, `${at}.require`) })
  }
  return roots
}

interface ReadRoot {
  readonly trusted: TrustedRoot
  readonly digest: string
}

function readRoot({ trustedRoot, refreshed }: WrittenRoot, material: TrustMaterial, at: string): ReadRoot {
  if (refreshed !== undefined) {
    return atPlace(`${at}.refreshed`, refreshed, () => {
      const { trustedRoot: value, validUntil } = parseRefreshedRoot(material.file(refreshed))
      // Who may say what is the same after a renewal that changed no key, so the digest does not speak of the end.
      return { trusted: { ...parseTrustedRoot(value), validUntil }, digest: sha256Digest(canonicalBytes(value)) }
    })
  }
  return atPlace(
    `${at}.${trustedRoot === undefined ? 'sigstore' : 'trustedRoot'}`,
    trustedRoot ?? 'public-good',
    () => {
      const bytes = trustedRoot === undefined ? material.publicGood() : material.file(trustedRoot)
      return { trusted: parseTrustedRoot(readStrictly(bytes)), digest: sha256Digest(bytes) }
    },
  )
}

function readStrictly(bytes: Uint8Array): JsonValue {
  const value = readJson(bytes)
  if (isInvalidJson(value)) throw new Fault('trusted-root-invalid', 'it is not strict JSON', 'root')
  return value
}

/** What the operator asks for, which the root must be able to give: what nothing can meet would look like an attack on every day. */
function thresholds({ require = {} }: WrittenRoot, root: TrustedRoot, at: string): Thresholds {
  const least = (member: keyof Thresholds, vouchers: readonly Voucher[]): number => {
    const asked = require[member] ?? 0
    const there = countDistinct(vouchers)
    if (asked <= there) return asked
    return invalidTrust(
      `${at}.${member}`,
      `can never be met: the root has ${there}, counted by key and operator; ask for fewer`,
    )
  }
  return {
    logs: least('logs', root.logs),
    timestamps: least('timestamps', root.timestampAuthorities),
    certificateLogs: least('certificateLogs', root.certificateLogs),
  }
}

import { type DerReader, refuseDer } from './der-reader.ts'
import { readUtf8, TAG } from './der-values.ts'
import type { AlternativeName } from './subject-alternative-name.ts'

/** Name constraints (RFC 5280 4.2.1.10) as far as our leaves have names: URI and e-mail. */
export interface NameConstraints {
  readonly permitted: readonly Subtree[]
  readonly excluded: readonly Subtree[]
}

type SubtreeKind = 'uri' | 'email' | 'dns' | 'ip' | 'other'

interface Subtree {
  readonly kind: SubtreeKind
  readonly base: string
}

// GeneralName: [1] rfc822Name, [2] dNSName, [6] uniformResourceIdentifier, [7] iPAddress. Leaves with DNS or IP names are refused anyway.
const KINDS: ReadonlyMap<number, SubtreeKind> = new Map([
  [0x81, 'email'],
  [0x82, 'dns'],
  [0x86, 'uri'],
  [0x87, 'ip'],
])
const PERMITTED = 0xa0
const EXCLUDED = 0xa1

export function readNameConstraints(reader: DerReader): NameConstraints {
  return reader.inside(TAG.sequence, (inner) => ({
    permitted: inner.next(PERMITTED) ? inner.list(PERMITTED, readSubtree) : [],
    excluded: inner.next(EXCLUDED) ? inner.list(EXCLUDED, readSubtree) : [],
  }))
}

// RFC 5280: minimum must be zero and maximum absent, so a subtree is its base alone.
function readSubtree(reader: DerReader): Subtree {
  return reader.inside(TAG.sequence, (inner) => {
    const { tag, content } = inner.any()
    const kind = KINDS.get(tag) ?? 'other'
    return { kind, base: kind === 'uri' || kind === 'email' ? domainText(content) : '' }
  })
}

function domainText(content: Uint8Array): string {
  const text = readUtf8(content).toLowerCase()
  return /^[\x21-\x7e]+$/.test(text) ? text : refuseDer()
}

/**
 * Whether a leaf with this one name may stand under the constraints. A kind of subtree that is not understood refuses every leaf: RFC 5280
 * lets nobody skip it.
 */
export function constraintsAllow({ permitted, excluded }: NameConstraints, name: AlternativeName): boolean {
  if ([...permitted, ...excluded].some(({ kind }) => kind === 'other')) return false
  const allowed = permitted.filter(({ kind }) => kind === name.kind)
  const denied = excluded.filter(({ kind }) => kind === name.kind)
  if (allowed.length === 0 && denied.length === 0) return true
  const domain = domainOf(name)
  if (domain === undefined) return false
  if (denied.some(({ base }) => isUnder(domain, name, base) || domain.endsWith(`.${base}`))) return false
  return allowed.length === 0 || allowed.some(({ base }) => isUnder(domain, name, base))
}

// `.example.com` means every host below, `example.com` that host; for e-mail `a@example.com` means that mailbox.
function isUnder(domain: string, name: AlternativeName, base: string): boolean {
  if (base.includes('@')) return name.kind === 'email' && name.value.toLowerCase() === base
  return base.startsWith('.') ? domain.endsWith(base) && domain.length > base.length : domain === base
}

const URI_HOST = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([a-z0-9.-]*[a-z][a-z0-9.-]*)(?::\d+)?(?:[/?#]|$)/i

// RFC 5280: a URI without a host name, or with an address in its place, must be rejected under URI constraints.
function domainOf(name: AlternativeName): string | undefined {
  const domain =
    name.kind === 'uri' ? URI_HOST.exec(name.value)?.[1] : name.value.slice(name.value.lastIndexOf('@') + 1)
  return domain?.toLowerCase()
}

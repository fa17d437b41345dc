import type { Json } from '../sigstore/canonical-json.ts'

/** The canonical JSON of TUF (OLPC): sorted members, no spaces, and of strings only the quote and the backslash escaped. */
export function tufCanonical(value: Json): string {
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`
  if (Array.isArray(value)) return `[${value.map(tufCanonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${tufCanonical(name)}:${tufCanonical(member)}`).join(',')}}`
}

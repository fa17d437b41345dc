import { hash } from 'node:crypto'
import { canonicalBytes, type JsonValue } from '@pawl/document'

/**
 * `sha256:` over the canonical JSON of the spec of a template, as Pawl writes it beside the template. Undefined for what is no JSON, which Pawl never
 * wrote. What the API server adds by itself is left out first: `legacySchema: false` (the CRD of ConstraintTemplates has it as a default).
 */
export function specDigest(spec: unknown): string | undefined {
  const json = jsonOf(spec)
  return json === undefined ? undefined : `sha256:${hash('sha256', canonicalBytes(json))}`
}

/** YAML has numbers and texts that JSON has not. */
function jsonOf(value: unknown): JsonValue | undefined {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'string') return value.isWellFormed() ? value : undefined
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'object') return undefined
  return Array.isArray(value) ? listOfJson(value) : objectOfJson(value)
}

function listOfJson(value: readonly unknown[]): JsonValue | undefined {
  const items = value.map(jsonOf)
  const known = items.filter((each) => each !== undefined)
  return known.length === items.length ? known : undefined
}

function objectOfJson(value: object): JsonValue | undefined {
  const members = Object.entries(value)
    .filter(([name, each]) => !(name === 'legacySchema' && each === false))
    .map(([name, each]) => [name, jsonOf(each)] as const)
  const known = members.flatMap(([name, each]) =>
    each === undefined || !name.isWellFormed() ? [] : [[name, each] as const],
  )
  return known.length === members.length ? Object.fromEntries(known) : undefined
}

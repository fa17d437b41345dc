import { textOf } from '../../../members.ts'
import type { Seen } from './parts.ts'

/** Names of the Providers that the Assigns of Pawl ask. */
export function pinProviders({ pins }: Pick<Seen, 'pins'>): ReadonlySet<string> {
  return new Set(
    pins.map(({ value }) => textOf(value, 'spec', 'parameters', 'assign', 'externalData', 'provider') ?? ''),
  )
}

/** Names of the Providers that Rego names: in what it asks with, or as `provider := "..."`, which Pawl writes. One from a parameter is not seen here. */
export function namedIn(rego: string): readonly string[] {
  return [...rego.matchAll(/(?:"provider"\s*:|^provider\s*:=)\s*"([^"\n]{1,253})"/gm)].map(([, name]) => name ?? '')
}

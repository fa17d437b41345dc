import { stringify } from 'yaml'

/** How a result is written: a table for people, or the whole of it for programs. */
export const FORMATS = ['table', 'json', 'yaml'] as const
export type Format = (typeof FORMATS)[number]

export function structured(format: 'json' | 'yaml', value: unknown): string {
  if (format === 'json') return JSON.stringify(value, null, 2)
  return stringify(value, { aliasDuplicateObjects: false }).trimEnd()
}

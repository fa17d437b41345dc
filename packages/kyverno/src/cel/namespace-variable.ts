import { globToRe2 } from '@pawl/document'
import type { ProfileTable } from '@pawl/policy'
import { anyOf, text, texts } from './text.ts'
import type { Variable } from './variable.ts'

/**
 * Whether the namespace of the request has this profile; by its NAME, never by labels or by what the object says of itself. A name that no profile has
 * gets the one for unknown namespaces; none has two, because the table is read that way. `excluded` are names that the operator leaves to another control.
 */
export function mineVariable(profile: string, table: ProfileTable, excluded: readonly string[]): Variable {
  const matches = (wanted: (name: string) => boolean): string =>
    anyOf(
      table.namespaces
        .filter((each) => wanted(each.profile.name))
        .map(({ pattern }) => `request.namespace.matches(${text(globToRe2(pattern))})`),
    )
  const own = matches((name) => name === profile)
  const judged = profile === table.unknown.name ? `(${own}||!${matches(() => true)})` : own
  return {
    name: 'mine',
    expression: excluded.length > 0 ? `!(request.namespace in ${texts(excluded)})&&${judged}` : judged,
  }
}

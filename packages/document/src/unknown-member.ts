import { knownMembers } from './known-members.ts'
import { nearestWord } from './nearest-word.ts'

/** What a file is read as. */
export interface ReadAs {
  /** The JSON Schema that names the members which are known. */
  readonly schema: unknown
  /** Members that people look for and that are not there on purpose, in lower case, with the reason and what to write instead. */
  readonly absent: ReadonlyMap<string, string>
}

/** What is said of a member that is not known, and which one was meant, where that is plain. */
export interface UnknownMember {
  readonly message: string
  readonly meant: string | undefined
}

/** Only words of our own are said: what was written stands at the place that is named. */
export function unknownMember(
  written: string,
  path: readonly PropertyKey[],
  { schema, absent }: ReadAs,
): UnknownMember {
  const members = knownMembers(schema, path)
  const reason =
    written === '<<'
      ? 'is a merge key, which is not read here: write the members out'
      : absent.get(written.toLowerCase())
  if (reason !== undefined) return { message: reason, meant: undefined }
  const meant = nearestWord(written, members)
  const unknown = 'is not a member that is known here'
  if (meant !== undefined) return { message: `${unknown}, did you mean ${meant}?`, meant }
  const around = members.find((member) => knownMembers(schema, [...path, member]).includes(written))
  if (around !== undefined) return { message: `${unknown}: it belongs under ${around}, indent it`, meant }
  return { message: members.length > 0 ? `${unknown}; known are ${members.join(', ')}` : unknown, meant }
}

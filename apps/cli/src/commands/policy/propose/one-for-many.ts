import type { ProposedAttester } from './draft-attesters.ts'

/** Attesters that differ in the repository alone, and the one identity that could stand for them. */
export interface OneForMany {
  readonly names: readonly string[]
  readonly owner: string
  readonly identity: string
}

/** Workflows of one path in several repositories of one owner, whose certificates name the same owner by its id. */
export function oneForMany(attesters: readonly ProposedAttester[]): readonly OneForMany[] {
  const candidates = attesters.flatMap((attester) => {
    const [only, ...more] = attester.identities
    const pattern = only === undefined || more.length > 0 ? undefined : acrossRepositories(only.written.identity)
    const certificate = only?.written.certificate
    // Without the id, the owner's name alone would have to be believed of every repository that will ever be there.
    if (pattern === undefined || certificate?.sourceRepositoryOwnerId === undefined) return []
    if (certificate.sourceRepository !== undefined) return []
    const same = JSON.stringify([{ ...only?.written, identity: pattern.identity }, attester.claims])
    return [{ name: attester.name, ...pattern, same }]
  })
  return [...Map.groupBy(candidates, ({ same }) => same).values()].flatMap((group) => {
    const [first] = group
    return first === undefined || group.length < 2
      ? []
      : [{ names: group.map(({ name }) => name), owner: first.owner, identity: first.identity }]
  })
}

/** `https://github.com/acme/app/.github/...` to `https://github.com/acme/` + `*` + `/.github/...`. */
function acrossRepositories(identity: string): { readonly owner: string; readonly identity: string } | undefined {
  const [, host = '', owner, rest = ''] = /^(https:\/\/[^/]+\/)([^/]+)\/[^/]+(\/.+)$/.exec(identity) ?? []
  return owner === undefined ? undefined : { owner, identity: `${host}${owner}/*${rest}` }
}

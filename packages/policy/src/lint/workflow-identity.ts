import type { AttesterFacts, IdentityFacts, TrustFacts } from './lint-facts.ts'

export interface PlacedIdentity extends IdentityFacts {
  /** `spec.attesters[0].keyless[1]` */
  readonly at: string
  readonly attester: string
}

export function places({ attesters }: TrustFacts): readonly PlacedIdentity[] {
  return attesters.flatMap((attester: AttesterFacts, index) =>
    attester.identities.map((each, n) => ({
      ...each,
      at: `spec.attesters[${index}].keyless[${n}]`,
      attester: attester.name,
    })),
  )
}

const GITHUB = 'https://token.actions.githubusercontent.com'

/** GitHub Actions: on github.com, with an issuer of an enterprise's own, and on a server of one's own. */
export function isGithub({ issuer }: IdentityFacts): boolean {
  return issuer === GITHUB || issuer.startsWith(`${GITHUB}/`) || issuer.endsWith('/_services/token')
}

/** Certificate fields that say whose repository it was, whatever the name of the workflow leaves open. */
export const IDENTITY_BINDINGS = [
  'sourceRepository',
  'sourceRepositoryId',
  'sourceRepositoryOwner',
  'sourceRepositoryOwnerId',
] as const

/** `https://github.com/acme/app` of `https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main`. */
export function ownerPart(identity: string): string {
  const [, address] = /^(https?:\/\/[^/]*(?:\/[^/]+){0,2})/.exec(identity) ?? []
  return address === undefined ? '' : address.replace(/@.*$/s, '')
}

/** What follows the `@`; undefined without one. */
export function refOf(identity: string): string | undefined {
  const at = identity.indexOf('@')
  return at < 0 ? undefined : identity.slice(at + 1)
}

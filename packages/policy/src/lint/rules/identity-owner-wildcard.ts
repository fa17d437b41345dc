import type { TrustRule } from '../lint-rule.ts'
import { openEndedName } from '../open-ended-name.ts'
import { IDENTITY_BINDINGS, ownerPart, places } from '../workflow-identity.ts'

/** A star where the owner's name belongs: whoever may have an account there is this attester. */
export const identityOwnerWildcard: TrustRule = {
  code: 'identity-owner-wildcard',
  find: (trust) =>
    places(trust).flatMap(({ at, attester, identity, certificate }) =>
      isAnybody(identity) && !IDENTITY_BINDINGS.some((field) => certificate.has(field))
        ? [{ severity: 'warning', at: `${at}.identity`, attester, value: identity }]
        : [],
    ),
}

function isAnybody(identity: string): boolean {
  if (/^[*@/]+$/.test(identity)) return true
  const [, , host = '', owner = ''] = ownerPart(identity).split('/')
  // `acme*` is another rule's: there a beginning was named.
  return host.includes('*') || (owner.includes('*') && openEndedName(owner) === undefined)
}

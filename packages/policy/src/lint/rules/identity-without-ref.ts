import type { RefFlaw } from '../lint-finding.ts'
import type { TrustRule } from '../lint-rule.ts'
import { isGithub, type PlacedIdentity, places, refOf } from '../workflow-identity.ts'

/** A workflow at any ref signs with this identity: also one on a branch that nobody reviewed. */
export const identityWithoutRef: TrustRule = {
  code: 'identity-without-ref',
  find: (trust) =>
    places(trust).flatMap((each) => {
      const why = refFlaw(each)
      const { at, attester, identity } = each
      if (why === undefined) return []
      return [{ severity: why === 'never' ? 'error' : 'warning', at: `${at}.identity`, attester, value: identity, why }]
    }),
}

function refFlaw(identity: PlacedIdentity): RefFlaw | undefined {
  const isWorkflow = isGithub(identity) || identity.identity.includes('/.github/workflows/')
  if (!isWorkflow || identity.certificate.has('sourceRef')) return undefined
  const ref = refOf(identity.identity)
  if (ref !== undefined) return /^(?:refs\/)?[*/]+$/.test(ref) ? 'any' : undefined
  return identity.identity.includes('*') ? 'any' : 'never'
}

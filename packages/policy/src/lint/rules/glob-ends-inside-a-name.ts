import type { Found } from '../lint-finding.ts'
import type { PolicyRule, TrustRule } from '../lint-rule.ts'
import { openEndedName } from '../open-ended-name.ts'
import { IDENTITY_BINDINGS, ownerPart, places } from '../workflow-identity.ts'

const CODE = 'glob-ends-inside-a-name'

/** `ghcr.io/acme*` also governs `ghcr.io/acme-evil`, which somebody else may own. */
export const globEndsInsideAName: PolicyRule = {
  code: CODE,
  find: (policy) => [
    ...policy.written.spec.images.flatMap((value, index) => found(value, value, `spec.images[${index}]`)),
    ...policy.tests.flatMap(({ at, requirement, test }) =>
      test.where.flatMap((each, index) =>
        each.op === 'glob' && isAddress(each.glob)
          ? found(each.glob, beforeRef(each.glob), `${at}.where[${index}].glob`, { requirement, field: each.field })
          : [],
      ),
    ),
  ],
}

/** `https://github.com/acme*` is also `https://github.com/acme-evil`. */
export const identityEndsInsideAName: TrustRule = {
  code: CODE,
  find: (trust) =>
    places(trust).flatMap(({ at, attester, identity, certificate }) =>
      IDENTITY_BINDINGS.some((field) => certificate.has(field))
        ? []
        : found(identity, ownerPart(identity), `${at}.identity`, { attester }),
    ),
}

function found(value: string, part: string, at: string, about: Partial<Found> = {}): readonly Found[] {
  const meant = openEndedName(part)
  return meant === undefined ? [] : [{ ...about, severity: 'warning', at, value, meant }]
}

/** Refs and versions are left open on purpose, `refs/tags/v*`; a place on the web or in a registry has an owner. */
function isAddress(glob: string): boolean {
  return /^[a-z+]+:\/\//.test(glob) || /^[a-z0-9-]+\.[a-z0-9.-]+\//.test(glob)
}

function beforeRef(glob: string): string {
  return glob.replace(/@.*$/s, '')
}

import type { CompiledPolicy } from '../compiled-policy.ts'
import type { PlacedTest } from './claim-tests.ts'
import type { AttesterFacts, TrustFacts } from './lint-facts.ts'

/** Those of `from` who may make this claim and are not revoked: nobody else can meet it. */
export function acceptedAttesters(
  { test }: PlacedTest,
  { revoked }: CompiledPolicy,
  { attesters }: TrustFacts,
): readonly AttesterFacts[] {
  return attesters.filter(
    ({ name, claims }) => test.from.includes(name) && claims.includes(test.claim) && !revoked.attesters.includes(name),
  )
}

export function signByKeyAlone(attesters: readonly AttesterFacts[]): boolean {
  return attesters.length >= 1 && attesters.every(({ identities }) => identities.length === 0)
}

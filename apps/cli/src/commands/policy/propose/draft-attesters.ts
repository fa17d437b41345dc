import type { DiscoveredIdentity, TrustConfiguration, WrittenTrust } from '@pawl/core'
import type { Signature } from './discover.ts'
import { identitiesOf, type ProposedIdentity } from './identities.ts'
import type { NamedFile } from './named-file.ts'
import { attesterName, canBeWritten, workflowOf } from './workflow-identity.ts'

export type WrittenAttester = WrittenTrust['spec']['attesters'][number]

/** An attester that a person has not yet agreed to. */
export interface ProposedAttester {
  readonly name: string
  readonly claims: readonly string[]
  readonly identities: readonly ProposedIdentity[]
  readonly key: string | undefined
  /** Repositories that they signed something about. */
  readonly repositories: readonly string[]
}

/** An attester for every workflow, person or key that signed something which is read here. */
export function draftAttesters(
  signatures: readonly Signature[],
  trust: TrustConfiguration,
  roots: readonly string[],
  keys: readonly NamedFile[],
): readonly ProposedAttester[] {
  const read = signatures.filter(({ claimType }) => claimType !== undefined)
  const byKey = keys.flatMap(({ name, path }) => {
    const id = trust.attesters.find((each) => each.name === name)?.keys[0]?.key.id
    const signed = read.filter(({ signer }) => signer.kind === 'key' && signer.id === id)
    return signed.length === 0 ? [] : [{ ...attesterOf(name, signed), identities: [], key: path }]
  })
  const taken = new Set(keys.map(({ name }) => name))
  const groups = Map.groupBy(read.flatMap(keylessOf), ({ signer }) => {
    const { workflow, ref } = workflowOf(signer.identity)
    return JSON.stringify([workflow, signer.issuer, ref === undefined])
  })
  const keyless = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, signed]) => {
      const name = distinct(attesterName(workflowOf(signed[0]?.signer.identity ?? '').workflow), taken)
      const signers = signed.map(({ signer }) => signer)
      return { ...attesterOf(name, signed), identities: identitiesOf(signers, roots), key: undefined }
    })
  return [...keyless, ...byKey]
}

/** Without the attesters, and the claim types of attesters, of which nothing came. */
export function withClaims(
  attesters: readonly ProposedAttester[],
  made: (attester: string, claim: string) => boolean,
): readonly ProposedAttester[] {
  return attesters
    .map((each) => ({ ...each, claims: each.claims.filter((claim) => made(each.name, claim)) }))
    .filter(({ claims }) => claims.length >= 1)
}

export function writtenAttester({ name, claims, identities, key }: ProposedAttester): WrittenAttester {
  return {
    name,
    ...(identities.length === 0 ? {} : { keyless: identities.map(({ written }) => written) }),
    ...(key === undefined ? {} : { keys: [{ file: key }] }),
    claims,
  }
}

function attesterOf(
  name: string,
  signed: readonly Signature[],
): Pick<ProposedAttester, 'name' | 'claims' | 'repositories'> {
  return {
    name,
    claims: sorted(signed.flatMap(({ claimType }) => (claimType === undefined ? [] : [claimType]))),
    repositories: sorted(signed.map(({ repository }) => repository)),
  }
}

/** A star in an identity is text there and a pattern here: such a signer cannot be named without naming others. */
function keylessOf(signature: Signature): readonly (Signature & { readonly signer: DiscoveredIdentity })[] {
  const { signer } = signature
  return signer.kind === 'keyless' && canBeWritten(signer.identity) ? [{ ...signature, signer }] : []
}

function distinct(name: string, taken: Set<string>): string {
  let candidate = name
  for (let n = 2; taken.has(candidate); n += 1) candidate = `${name}-${n}`
  taken.add(candidate)
  return candidate
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}

import type { DiscoveredIdentity } from '@pawl/core'
import { isReusable } from './workflow-identity.ts'

type Field = 'sourceRepository' | 'sourceRepositoryOwnerId' | 'runnerEnvironment' | 'trigger'

/** What the certificates of one identity have in common, and what there is to say about it. */
export interface Pins {
  readonly certificate: Readonly<Partial<Record<Field, string>>>
  readonly notes: readonly string[]
}

/** Fields that must be exactly so: all that the signers of one entry share. An id stays when a name is given to somebody else. */
export function pinsOf(signers: readonly DiscoveredIdentity[]): Pins {
  const reusable = signers.some(isReusable)
  const fields: readonly Field[] = [
    ...(reusable ? (['sourceRepository'] as const) : []),
    'sourceRepositoryOwnerId',
    'runnerEnvironment',
    'trigger',
  ]
  const shared = fields.flatMap((field) => {
    const value = sharedValue(signers, field)
    return value === undefined ? [] : [[field, value] as const]
  })
  const certificate = Object.fromEntries(shared)
  const differing = fields.flatMap((field) => differs(signers, field))
  return { certificate, notes: [...cautions(reusable, certificate), ...differing] }
}

function sharedValue(signers: readonly DiscoveredIdentity[], field: Field): string | undefined {
  const [first, ...others] = signers.map(({ certificate }) => certificate.get(field))
  return others.every((each) => each === first) ? first : undefined
}

function differs(signers: readonly DiscoveredIdentity[], field: Field): readonly string[] {
  const values = [...new Set(signers.map(({ certificate }) => certificate.get(field) ?? 'absent'))].sort()
  return values.length > 1 ? [`Not asked for, since it differs: ${field}: ${values.join(', ')}.`] : []
}

function cautions(reusable: boolean, certificate: Pins['certificate']): readonly string[] {
  const notes: string[] = []
  if (reusable) {
    const bound = certificate.sourceRepository ?? certificate.sourceRepositoryOwnerId
    notes.push(
      bound === undefined
        ? 'CHECK: a reusable workflow, and nothing here says for whom it ran: EVERYBODY who calls it would be trusted. Name sourceRepository.'
        : 'CHECK: a reusable workflow: whoever calls it signs with this identity. What is asked of the certificate is all that keeps strangers out.',
    )
  }
  if (certificate.trigger?.startsWith('pull_request') === true) {
    notes.push(`CHECK: trigger ${certificate.trigger}: whoever may open a pull request may get this signature.`)
  }
  return notes
}

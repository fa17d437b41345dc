import { createHash } from 'node:crypto'
import type { VerifiedImage } from '@pawl/core'
import { type Decision, decide, identifyAlone, parsePolicy } from '@pawl/policy'
import { NOW } from './scene.ts'

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** Allow, or deny with every reason there is. `claims` are those of an image that was verified. */
export function decisionOf(
  requirement: object,
  { summary }: VerifiedImage,
  now: number = NOW,
  spec: object = {},
): string {
  const policy = parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'p', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['**'],
        require: [{ name: 'r', from: ['keyed', 'ci'], maxAge: '7d', ...requirement }],
        ...spec,
      },
    },
    NOW,
  )
  const image = { reference: 'ghcr.io/acme/app:1', repository: 'ghcr.io/acme/app', name: 'app', ...summary }
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now, images: [image] }
  return wordsOf(decide(document, identifyAlone(policy, sha256)))
}

export function wordsOf({ decision, images }: Decision): string {
  const requirements = images.flatMap(({ policies }) => policies.flatMap((policy) => policy.requirements))
  const codes = requirements.flatMap((each) => (each.met ? [] : each.reasons.map(({ code }) => code)))
  return [decision, ...new Set(codes)].join(' ')
}

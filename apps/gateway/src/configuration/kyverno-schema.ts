import { z } from 'zod'
import type { KyvernoSettings } from './gateway-configuration.ts'
import { listen, path, seconds } from './written-fields.ts'

/** A Kubernetes name: what the API server writes as `sub` holds two of them. */
const LABEL = '[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?'
const subject = z
  .string()
  .regex(
    new RegExp(`^system:serviceaccount:${LABEL}:${LABEL}$`),
    'is not system:serviceaccount:NAMESPACE:NAME: write the ServiceAccount of one of Kyverno’s controllers',
  )
const text = z.string().min(1, 'is empty').max(1024, 'is longer than 1,024 characters')

/** Whether a caller has to show a token is written, always: the two answers to that are two different gateways. */
const tokens = z.strictObject({
  required: z.boolean('is not true or false: write whether a request without a token is refused'),
  issuer: text,
  audience: text,
  jwks: path,
  subjects: z
    .array(subject)
    .min(1, 'is empty: name the ServiceAccounts that may ask, nobody is answered without one')
    .max(64, 'holds more than 64'),
})

export const kyverno: z.ZodType<KyvernoSettings> = z.strictObject({
  listen,
  timeout: seconds(1, 30).prefault('10s'),
  tokens: tokens.exactOptional(),
})

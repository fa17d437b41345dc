import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** A published schema, compiled by a validator that is not ours. Strict: a keyword that it does not know is an error. */
export function validator(path: string): (value: unknown) => boolean {
  const schema: object = JSON.parse(readFileSync(new URL(`../../packages/${path}.json`, import.meta.url), 'utf8'))
  // Sides of a oneOf name members that stand beside it: that is no mistake here.
  const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(schema)
  return (value) => validate(value) === true
}

export const SCHEMAS: Readonly<Record<string, string>> = {
  AttestationPolicy: 'policy/schemas/attestation-policy',
  ProfileConfiguration: 'policy/schemas/profile-configuration',
  TrustConfiguration: 'core/schemas/trust-configuration',
}

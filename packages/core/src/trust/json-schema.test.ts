import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CERTIFICATE_FIELDS } from '../sigstore/certificate-fields.ts'
import { trustConfigurationJsonSchema } from './json-schema.ts'

it('gives the file that the package holds, with every certificate field', () => {
  const file = readFileSync(new URL('../../schemas/trust-configuration.json', import.meta.url), 'utf8')
  expect(file).toBe(`${JSON.stringify(trustConfigurationJsonSchema(), null, 2)}\n`)
  const { $id, $defs } = JSON.parse(file)
  expect($id).toBe('https://pawl.dev/schemas/v1/trust-configuration.json')
  expect(Object.keys($defs.Identity.properties.certificate.properties)).toEqual(CERTIFICATE_FIELDS)
})

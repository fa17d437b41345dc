import { writeFileSync } from 'node:fs'
import { trustConfigurationJsonSchema } from '../../packages/core/src/trust/json-schema.ts'
import { jsonSchemas } from '../../packages/policy/src/schemas/json-schemas.ts'

// node --conditions=@pawl/source test/schemas/make.ts: writes the JSON Schemas that the packages publish. Tests compare them with the code.
const write = (path: string, schema: unknown): void =>
  writeFileSync(new URL(`../../packages/${path}.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`)

for (const [name, schema] of Object.entries(jsonSchemas())) write(`policy/schemas/${name}`, schema)
write('core/schemas/trust-configuration', trustConfigurationJsonSchema())

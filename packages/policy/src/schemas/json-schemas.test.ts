import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { jsonSchemas } from './json-schemas.ts'

const folder = new URL('../../schemas/', import.meta.url)

describe('jsonSchemas', () => {
  it('are the files that the package holds, no more and no fewer', () => {
    expect(readdirSync(folder).toSorted()).toEqual(
      Object.keys(jsonSchemas())
        .map((name) => `${name}.json`)
        .toSorted(),
    )
  })

  it.each(Object.entries(jsonSchemas()))('give the file that the package holds: %s', (name, schema) => {
    expect(readFileSync(new URL(`${name}.json`, folder), 'utf8')).toBe(`${JSON.stringify(schema, null, 2)}\n`)
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `https://pawl.dev/schemas/v1/${name}.json`,
    })
  })
})

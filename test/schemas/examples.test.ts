import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseYaml } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { pathsBelow } from '../architecture/source-tree.ts'
import { SCHEMAS, validator } from './validator.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')
const isOurs = (value: string): boolean =>
  /^kind: (AttestationPolicy|TrustConfiguration|ProfileConfiguration)$/m.test(value)

/** Every configuration that a reader of the repository may copy: files, and blocks of pages. */
const EXAMPLES: readonly (readonly [at: string, text: string])[] = pathsBelow('').flatMap((path) => {
  if (path.startsWith('test/broken-configuration/') && !path.includes('/good/')) return []
  if (/\.(yaml|yml)$/.test(path)) return isOurs(text(path)) ? [[path, text(path)] as const] : []
  if (!/\.md$/.test(path)) return []
  const blocks = [...text(path).matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? '')
  return blocks.filter(isOurs).map((block, index) => [`${path} (${index + 1})`, block] as const)
})

describe('the published schemas', () => {
  it('are asked about every example there is', () => {
    expect(EXAMPLES.map(([at]) => at)).toEqual(
      expect.arrayContaining([
        'examples/classic-failures/sound.yaml',
        'examples/demo/policy.yaml',
        'examples/demo/trust.yaml',
        'test/broken-configuration/good/policy.yaml',
        'test/broken-configuration/good/profiles.yaml',
        'test/broken-configuration/good/trust.yaml',
      ]),
    )
  })

  it.each(EXAMPLES)('accept %s', (at, written) => {
    const value = parseYaml(written, at).value
    const kind = /^kind: (\w+)$/m.exec(written)?.[1] ?? ''
    const accepts = validator(SCHEMAS[kind] ?? '')
    expect(accepts(value)).toBe(true)
    // One member that nobody knows, and the schema says no: it was asked about this very value.
    expect(accepts({ ...(value as object), extra: true })).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { readRego } from './read-rego.ts'
import { asLibrary } from './rego-text.ts'

const library = (text: string) => asLibrary({ path: 'x.rego', text })

/**
 * Lines that name `data` elsewhere than in an import. Gatekeeper moves libraries to a name of its own and changes imports; in a list, a comprehension
 * or a call it leaves the old name, which is undefined there.
 */
function linesNamingData(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => /\bdata\b/.test(line) && !/^import data\.lib\.pawl(\.[a-z]+)*( as [a-z]+)?$/.test(line))
}

const FILES = (['document', 'decision'] as const).flatMap((asks) => {
  const { template, libraries } = readRego(asks)
  return [template, ...libraries].map((file) => ({ name: `${asks}: ${file.path}`, file }))
})

describe('asLibrary', () => {
  it('has all the files of both modes', () => {
    expect(FILES.map(({ name }) => name)).toContain('document: pawl/decision.rego')
    expect(FILES.length).toBeGreaterThan(15)
  })

  it.each(FILES)('leaves no reference to data in $name', ({ file }) => {
    const text = asLibrary(file)
    expect(linesNamingData(text)).toStrictEqual([])
    expect(text).toMatch(/^package (lib\.pawl(\.[a-z]+)*|pawlattestations)\n/)
    expect(text).not.toMatch(/^\s*#/m)
  })

  it.each(FILES)('imports the root exactly where $name names it', ({ file }) => {
    const text = asLibrary(file)
    const body = text.replaceAll(/^(package|import) .*$/gm, '').replaceAll('"pawl.dev', '')
    expect(/\bpawl\./.test(body)).toBe(/^import data\.lib\.pawl$/m.test(text))
  })

  it('moves the package, the imports and every reference', () => {
    expect(
      library(
        'package pawl.x\n\nimport data.pawl.input as wellformed\n\na := [b | some b in data.pawl.c]\n\nd := count(data.pawl.e)\n',
      ),
    ).toBe(
      'package lib.pawl.x\n\nimport data.lib.pawl\n\nimport data.lib.pawl.input as wellformed\n\na := [b | some b in pawl.c]\n\nd := count(pawl.e)\n',
    )
  })

  it('imports nothing where there is only a version that begins alike', () => {
    expect(library('package pawl.x\n\na := "pawl.dev/v1"\n')).toBe('package lib.pawl.x\n\na := "pawl.dev/v1"\n')
  })

  it('leaves out comments, and nothing that only holds a #', () => {
    expect(library('# METADATA\npackage pawl.x\n\n\t# why\na := "#"\n\n\n\nb := 1 # here\n')).toBe(
      'package lib.pawl.x\n\na := "#"\n\nb := 1 # here\n',
    )
  })

  it('throws when a reference would be left that Gatekeeper does not change', () => {
    for (const reference of ['data["pawl"].c', 'data.other.c', 'data[x]', 'count([1 | some data])']) {
      expect(() => library(`package pawl.x\n\na := ${reference}\n`)).toThrow('data')
    }
    expect(() => library('package pawl.x\n\nimport data.other\n\na := 1\n')).toThrow('data')
    expect(() => library('package other\n\na := 1\n')).toThrow('package')
  })
})

describe('what the test above looks for', () => {
  it.each([
    'a := data.pawl.c',
    '\ta := [b | some b in data.lib.pawl.c]',
    'import data.pawl.input',
    'a := data["pawl"]',
  ])('finds %j', (line) => {
    expect(linesNamingData(`package lib.pawl.x\n${line}\n`)).toStrictEqual([line])
  })
})

import { readFileSync } from 'node:fs'
import { loadPolicy, parseYaml } from '@pawl/setup'
import { describe, expect, it } from 'vitest'

const POLICY = readFileSync(new URL('expected/policy.txt', import.meta.url), 'utf8')
const requirements = (text: string): readonly string[] =>
  loadPolicy(parseYaml(text, 'policy.yaml'), 1_767_312_000).requirements.map(({ name }) => name)

describe('what a proposal only offers', () => {
  it('is not required', () => {
    expect(requirements(POLICY)).toEqual(['provenance', 'vulnerability-scan'])
  })

  it('is required once "# " is deleted in front of every line, as it says there', () => {
    const [before = '', after = ''] = POLICY.split(/(?<=delete "# " in front of every line\.\n)/)
    expect(requirements(before + after.replaceAll(/^ {4}# ?/gm, '    '))).toEqual([
      'provenance',
      'vulnerability-scan',
      'scanned-and-reviewed',
    ])
  })

  it('can be taken in line by line: a limit, another ref', () => {
    const limited = POLICY.replace('# - { field: high, atMost: 1 }', '- { field: high, atMost: 1 }').replace(
      '# - { field: sourceRef',
      '- { field: sourceRef',
    )
    expect(limited).not.toBe(POLICY)
    expect(requirements(limited)).toEqual(['provenance', 'vulnerability-scan'])
  })
})

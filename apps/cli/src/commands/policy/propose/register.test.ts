import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { program } from '../../../program.ts'

const SUBJECT = `sha256:${'a'.repeat(64)}`

async function refusal(...args: readonly string[]): Promise<string | undefined> {
  const out = { write: () => undefined, width: 100, paint: (_: string, text: string) => text }
  const world = { out, err: out, clock: () => 1_767_312_000, loadOpa: loadEngine }
  try {
    await program(world, () => undefined).parseAsync(['node', 'pawl', 'policy', 'propose', ...args])
    return undefined
  } catch (error) {
    return asRefusal(error).code
  }
}

describe('the command line of pawl policy propose', () => {
  it('looks where nothing is wrong with it: nothing-to-propose', async () => {
    expect(await refusal(SUBJECT, '--public-good', '--name', 'acme')).toBe('nothing-to-propose')
  })

  it.each([
    ['--key', 'scanner.pub'],
    ['--key', 'Scanner=scanner.pub'],
    ['--key', 'scanner='],
    ['--trusted-root', '=root.json'],
    ['--name', 'a\nb'],
    ['--name', ''],
  ])('refuses %s %j: usage', async (option, value) => {
    expect(await refusal(SUBJECT, option, value)).toBe('usage')
  })

  it.each([['--key', 'a=b'], ['--trusted-root', 'a=b'], ['--public-good']])(
    'refuses %s beside a trust configuration, which would not be asked: usage',
    async (...more) => {
      expect(await refusal(SUBJECT, '--trust', 'trust.yaml', ...more)).toBe('usage')
    },
  )

  it('refuses roots and keys that are not there: source-unreadable', async () => {
    expect(await refusal(SUBJECT, '--trusted-root', 'a=nowhere.json')).toBe('source-unreadable')
    expect(await refusal(SUBJECT, '--key', 'a=nowhere.pub')).toBe('source-unreadable')
  })
})

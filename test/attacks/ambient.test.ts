import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { at, files, image, newHouse, pawl, stranger, TRUST, write } from '../configuration/house.ts'

const before = process.cwd()
beforeEach(newHouse)
afterAll(() => process.chdir(before))

it('C78 a configuration in the working folder, or around it', async () => {
  // Where the program is started lie the keys and the configuration of an attacker, under every name that there might be.
  const here = mkdtempSync(join(tmpdir(), 'pawl-cwd-'))
  for (const name of [
    'trust.yaml',
    'trust.yml',
    'pawl.yaml',
    '.pawl.yaml',
    'pawl.config.json',
    '.pawlrc',
    'policy.yaml',
  ]) {
    writeFileSync(join(here, name), TRUST)
  }
  writeFileSync(join(here, 'security.pub'), stranger.publicPem)
  process.chdir(here)
  // What the configuration names lies beside it, wherever the program is started.
  const named = await pawl('check', image(), ...files())
  expect(named.code).toBe(0)
  // Nothing is taken because it is there.
  const unnamed = await pawl('check', image())
  expect([unnamed.code, unnamed.refused]).toStrictEqual([undefined, 'usage'])
  const [, , ...policy] = files()
  expect((await pawl('check', image(), ...policy)).code).toBe(undefined)
  // And what is not beside the configuration is not looked for anywhere else.
  write('trust.yaml', TRUST.replace('security.pub', 'elsewhere.pub'))
  writeFileSync(join(here, 'elsewhere.pub'), stranger.publicPem)
  const missing = await pawl('check', image(), ...files())
  expect([missing.code, missing.refused]).toStrictEqual([undefined, 'source-unreadable'])
  write('elsewhere.pub', stranger.publicPem)
  expect((await pawl('check', image(), ...files())).code).toBe(1)
  expect(at('trust.yaml')).not.toContain(here)
})

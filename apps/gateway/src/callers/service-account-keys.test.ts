import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jsonWebKey, testKey } from '@pawl/testkit'
import { afterAll, describe, expect, it } from 'vitest'
import { readServiceAccountKeys } from './service-account-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'pawl-keys-'))
const path = join(folder, 'jwks.json')
afterAll(() => rmSync(folder, { recursive: true }))

const RSA = jsonWebKey(testKey('rsa'), 'r', 'RS256')
const P256 = jsonWebKey(testKey('p256'), 'e', 'ES256')
const secret = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })

async function read(text: string): Promise<readonly string[]> {
  writeFileSync(path, text)
  return [...(await readServiceAccountKeys(path)).keys()]
}
const readSet = async (...keys: readonly unknown[]) => await read(JSON.stringify({ keys }))

describe('the keys of ServiceAccount tokens', () => {
  it('are read whole, each with its name', async () => {
    expect(await readSet(RSA, P256)).toStrictEqual(['r', 'e'])
    const wide = [jsonWebKey(testKey('p384'), 'f', 'ES384'), jsonWebKey(testKey('p521'), 'g', 'ES512')]
    expect(await readSet(...wide)).toStrictEqual(['f', 'g'])
    expect(await readSet({ ...RSA, use: undefined })).toStrictEqual(['r'])
    expect(await readSet(...Array.from({ length: 32 }, (_, index) => ({ ...P256, kid: `${index}` })))).toHaveLength(32)
  })

  it.each([
    ['no key', []],
    ['33 keys', Array.from({ length: 33 }, (_, index) => ({ ...P256, kid: `${index}` }))],
    ['two keys of one name', [RSA, { ...P256, kid: 'r' }]],
    ['a key without a name', [{ ...RSA, kid: undefined }]],
    ['a key with an empty name', [{ ...RSA, kid: '' }]],
    ['a key without an algorithm', [{ ...RSA, alg: undefined }]],
    ['an algorithm with a shared secret', [{ kty: 'oct', kid: 's', alg: 'HS256', k: 'c2VjcmV0' }]],
    ['no algorithm at all', [{ ...RSA, alg: 'none' }]],
    ['an algorithm of another key', [{ ...RSA, alg: 'ES256' }]],
    ['an algorithm of another curve', [{ ...P256, alg: 'ES384' }]],
    ['a key for encryption', [{ ...RSA, use: 'enc' }]],
    ['a private key', [{ ...secret, kid: 'r', alg: 'RS256' }]],
    ['a short key', [{ ...short, kid: 'r', alg: 'RS256' }]],
    ['half a key', [{ ...RSA, n: undefined }]],
    ['a point off its curve', [{ ...P256, y: P256['x'] }]],
    ['a key that is none, beside one that is', [RSA, null]],
  ])('are refused with %s: configuration-invalid', async (_, keys) => {
    await expect(readSet(...keys)).rejects.toMatchObject({ code: 'configuration-invalid' })
  })

  it.each(['', '[]', 'null', '{"keys":{}}', `{"keys":[],"keys":[${JSON.stringify(RSA)}]}`, ' '.repeat(65_537)])(
    'are refused in a file that is no set: configuration-invalid',
    async (text) => {
      await expect(read(text)).rejects.toMatchObject({ code: 'configuration-invalid' })
    },
  )

  it('are refused where there is no file: source-unreadable', async () => {
    await expect(readServiceAccountKeys(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'source-unreadable' })
  })
})

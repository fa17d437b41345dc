import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jsonWebKey, serviceAccountToken, type TestKey, testKey } from '@pawl/testkit'
import { afterAll, describe, expect, it } from 'vitest'
import type { TokenSettings } from '../configuration/gateway-configuration.ts'
import { anybody, type CallerCheck, tokenCheck } from './caller-check.ts'
import { readServiceAccountKeys } from './service-account-keys.ts'

const NOW = 1_767_312_000
const SUBJECT = 'system:serviceaccount:kyverno:kyverno-admission-controller'
const OTHER = 'system:serviceaccount:kyverno:kyverno-cleanup-controller'
const CLAIMS = {
  iss: 'https://kubernetes.default.svc.cluster.local',
  aud: ['kyverno-svc.kyverno.io'],
  sub: SUBJECT,
  iat: NOW - 60,
  nbf: NOW - 60,
  exp: NOW + 3540,
}
const SETTINGS: TokenSettings = {
  required: true,
  issuer: CLAIMS.iss,
  audience: 'kyverno-svc.kyverno.io',
  jwks: '',
  subjects: [SUBJECT],
}

const folder = mkdtempSync(join(tmpdir(), 'pawl-callers-'))
afterAll(() => rmSync(folder, { recursive: true }))
const rsa = testKey('rsa')
const curve = testKey('p256')
const stranger = testKey('rsa')
writeFileSync(
  join(folder, 'jwks.json'),
  JSON.stringify({ keys: [jsonWebKey(rsa, 'r', 'RS256'), jsonWebKey(curve, 'e', 'ES256')] }),
)
const keys = await readServiceAccountKeys(join(folder, 'jwks.json'))
const check: CallerCheck = tokenCheck(SETTINGS, keys)

type Change = Readonly<Record<string, unknown>>

/** A token by RS256 with the key that is named `r`, but for what is changed. */
function tokenOf(claims: Change = {}, header: Change = {}, key: TestKey = rsa): string {
  return serviceAccountToken({
    header: { alg: 'RS256', kid: 'r', ...header },
    claims: { ...CLAIMS, ...claims },
    sign: key.sign,
  })
}

const asking = async (token: string, now = NOW) => await check([`Bearer ${token}`], now)

describe('a caller', () => {
  it('is answered with a token of a ServiceAccount that is named', async () => {
    expect(await asking(tokenOf())).toBe('may-ask')
  })

  it('is answered with one by the other key and its algorithm', async () => {
    const sign = (bytes: Uint8Array): Uint8Array => curve.sign(bytes, { encoding: 'p1363' })
    const token = serviceAccountToken({ header: { alg: 'ES256', kid: 'e' }, claims: CLAIMS, sign })
    expect(await asking(token)).toBe('may-ask')
  })

  it('is answered with an audience that stands alone or beside others', async () => {
    expect(await asking(tokenOf({ aud: 'kyverno-svc.kyverno.io' }))).toBe('may-ask')
    expect(await asking(tokenOf({ aud: ['x', 'kyverno-svc.kyverno.io'] }))).toBe('may-ask')
  })

  it.each([
    ['another audience', { aud: ['https://kubernetes.default.svc.cluster.local'] }],
    ['no audience', { aud: undefined }],
    ['an empty list of audiences', { aud: [] }],
    ['another issuer', { iss: 'https://kubernetes.default.svc' }],
    ['no issuer', { iss: undefined }],
    ['another ServiceAccount', { sub: OTHER }],
    ['a subject that begins alike', { sub: `${SUBJECT}x` }],
    ['no subject', { sub: undefined }],
    ['a subject in a list', { sub: [SUBJECT] }],
    ['an end that has come', { exp: NOW }],
    ['no end', { exp: undefined }],
    ['an end in words', { exp: String(NOW + 3540) }],
    ['a beginning in the future', { nbf: NOW + 1 }],
  ])('is refused with %s: token-invalid', async (_, claims) => {
    expect(await asking(tokenOf(claims))).toBe('token-invalid')
  })

  it('is answered until the second of the end, and refused from it on: token-invalid', async () => {
    const token = tokenOf()
    expect(await asking(token, CLAIMS.exp - 1)).toBe('may-ask')
    expect(await asking(token, CLAIMS.exp)).toBe('token-invalid')
  })

  it('is answered from the second of the beginning on, and refused before: token-invalid', async () => {
    const token = tokenOf()
    expect(await asking(token, CLAIMS.nbf)).toBe('may-ask')
    expect(await asking(token, CLAIMS.nbf - 1)).toBe('token-invalid')
  })

  // NaN is later than nothing: with such a clock no token would ever end. The library refuses it, and has to go on doing so.
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is refused at the second %d: token-invalid', async (now) => {
    expect(await asking(tokenOf(), now)).toBe('token-invalid')
  })
})

describe('a signature', () => {
  const hmac =
    (secret: string) =>
    (bytes: Uint8Array): Uint8Array =>
      createHmac('sha256', secret).update(bytes).digest()
  const signed = (header: Change, sign: (bytes: Uint8Array) => Uint8Array): string =>
    serviceAccountToken({ header, claims: CLAIMS, sign })

  it.each([
    ['by another key under a known kid', tokenOf({}, {}, stranger)],
    ['under a kid that nobody has', tokenOf({}, { kid: 'x' })],
    ['under the kid of the other key', tokenOf({}, { kid: 'e' })],
    ['under an inherited name', tokenOf({}, { kid: 'constructor' })],
    ['without a kid', tokenOf({}, { kid: undefined })],
    ['of no algorithm', signed({ alg: 'none', kid: 'r' }, () => new Uint8Array())],
    ['of no algorithm, with a signature', signed({ alg: 'none', kid: 'r' }, rsa.sign)],
    ['by HMAC with the public key as its secret', signed({ alg: 'HS256', kid: 'r' }, hmac(rsa.publicPem))],
    [
      'by HMAC with the modulus as its secret',
      signed({ alg: 'HS256', kid: 'r' }, hmac(String(jsonWebKey(rsa, '', '')['n']))),
    ],
    ['by the algorithm of the other key', tokenOf({}, { alg: 'ES256' })],
    ['by another hash', signed({ alg: 'RS512', kid: 'r' }, (bytes) => rsa.sign(bytes, { hash: 'sha512' }))],
    [
      'by another hash than it says',
      signed({ alg: 'RS256', kid: 'r' }, (bytes) => rsa.sign(bytes, { hash: 'sha512' })),
    ],
    ['with a critical header', tokenOf({}, { crit: ['x'], x: 1 })],
    ['with a key of its own', tokenOf({}, { jwk: jsonWebKey(stranger, 'r', 'RS256') }, stranger)],
  ])('counts for nothing %s: token-invalid', async (_, token) => {
    expect(await asking(token)).toBe('token-invalid')
  })

  it('does not cover other claims: token-invalid', async () => {
    const [header, , signature] = tokenOf().split('.')
    const claims = tokenOf({ exp: NOW + 9999 }).split('.')[1]
    expect(await asking(`${header}.${claims}.${signature}`)).toBe('token-invalid')
  })
})

describe('the header', () => {
  it.each([
    ['nothing', []],
    ['nothing after its name', ['']],
    ['the scheme alone', ['Bearer ']],
    ['another scheme', [`Basic ${tokenOf()}`]],
    ['a token without a scheme', [tokenOf()]],
    ['a token and more', [`Bearer ${tokenOf()} x`]],
    ['two tokens', [`Bearer ${tokenOf()}`, `Bearer ${tokenOf()}`]],
    ['half a token', [`Bearer ${tokenOf().slice(0, -40)}`]],
    ['two parts', [`Bearer ${tokenOf().split('.').slice(0, 2).join('.')}`]],
    ['five parts', ['Bearer a.b.c.d.e']],
  ])('with %s gets no answer', async (_, headers) => {
    expect(await check(headers, NOW)).toBe(headers.length === 0 ? 'token-missing' : 'token-invalid')
  })

  it('may be absent only where no token is required, and one that is there counts all the same: token-invalid', async () => {
    const lenient = tokenCheck({ ...SETTINGS, required: false }, keys)
    expect(await lenient([], NOW)).toBe('may-ask')
    expect(await lenient([`Bearer ${tokenOf()}`], NOW)).toBe('may-ask')
    expect(await lenient([`Bearer ${tokenOf({ exp: NOW })}`], NOW)).toBe('token-invalid')
    expect(await lenient([''], NOW)).toBe('token-invalid')
  })

  it('is not looked at where no tokens are configured', async () => {
    expect(await anybody(['Bearer x'], NOW)).toBe('may-ask')
  })
})

import { describe, expect, it } from 'vitest'
import { failureCode } from './failure-code.ts'

const failing = (code: string, cause?: unknown): Error => Object.assign(new Error('x', { cause }), { code })

describe('failureCode', () => {
  it.each([
    ['ENOTFOUND', 'dns-failed'],
    ['EAI_AGAIN', 'dns-failed'],
    ['ECONNREFUSED', 'connection-failed'],
    ['UND_ERR_SOCKET', 'connection-failed'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout'],
    ['CERT_HAS_EXPIRED', 'tls-failed'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-failed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-failed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed'],
    ['EPROTO', 'tls-failed'],
    ['ADDRESS_BLOCKED', 'address-blocked'],
    ['HPE_INVALID_CONSTANT', 'response-refused'],
    ['UND_ERR_HEADERS_OVERFLOW', 'response-refused'],
  ])('reads %s as %s, wherever it stands', (code, expected) => {
    expect(failureCode(failing(code), false)).toBe(expected)
    expect(failureCode(failing('OTHER', failing(code)), false)).toBe(expected)
    expect(failureCode(new AggregateError([failing(code)]), false)).toBe(expected)
  })

  it('is timeout for whatever comes when the time is over', () => {
    expect(failureCode(failing('ENOTFOUND'), true)).toBe('timeout')
    expect(failureCode(undefined, true)).toBe('timeout')
  })

  it('reads anything else as connection-failed', () => {
    const circular = failing('OTHER')
    circular.cause = circular
    for (const thrown of [undefined, 'x', new Error('x'), { code: 'ENOTFOUND' }, circular]) {
      expect(failureCode(thrown, false)).toBe('connection-failed')
    }
  })
})

import { describe, expect, it } from 'vitest'
import { BARE, GOOD, NO, NOW, sends, verdict, YES } from './asked-server.ts'

interface Asked {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly authorization: string | undefined
  readonly body: string
}

describe('an OPA server', () => {
  it('allows when the server says the same, and denies when both deny', async () => {
    expect(await verdict(sends(YES))).toBe('typescript allows, opa-server allows')
    expect(await verdict(sends({ ...YES, decision_id: 'x' }))).toBe('typescript allows, opa-server allows')
    expect(await verdict(sends(NO), BARE)).toBe('typescript denies, opa-server denies')
  })

  it('C95 gets the document in the body, at the path of the decision, and nothing in the query', async () => {
    const seen: Asked[] = []
    await verdict((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const { method, url: path, headers } = request
        seen.push({ method, path, authorization: headers.authorization, body: Buffer.concat(parts).toString() })
        response.end(JSON.stringify(YES))
      })
    })
    const body = JSON.stringify({ input: GOOD })
    expect(seen).toEqual([{ method: 'POST', path: '/v1/data/pawl/engine/decision', authorization: undefined, body }])
  })

  it('denies when it allows what the evaluator denies, or the other way: opa-server-disagrees', async () => {
    expect(await verdict(sends(YES), BARE)).toBe('opa-server-disagrees')
    expect(await verdict(sends(NO))).toBe('opa-server-disagrees')
  })

  it('denies when it names another end within the entry: opa-server-disagrees', async () => {
    expect(await verdict(sends({ result: { ...YES.result, expiresAt: NOW + 299 } }))).toBe('opa-server-disagrees')
  })

  it.each([NOW + 301, NOW, null, '1', 0.5])('denies when the allow ends at %j: engine-answer-invalid', async (end) => {
    expect(await verdict(sends({ result: { ...YES.result, expiresAt: end } }))).toBe('engine-answer-invalid')
  })

  it.each([
    [{ result: true }],
    [{ result: { allow: true } }],
    [{ result: { ...YES.result, allow: 'true' } }],
    [{ result: { ...YES.result, reason: 'x' } }],
    [{ ...YES, warning: { code: 'api_usage_warning' } }],
    [{ ...YES, decision_id: 1 }],
    [{ ...YES, decision_id: 'x', metrics: {} }],
    [[YES]],
    [null],
    [true],
  ])('denies when it answers %j: engine-answer-invalid', async (body) => {
    expect(await verdict(sends(body))).toBe('engine-answer-invalid')
  })

  it('denies when it knows no decision: engine-undefined', async () => {
    expect(await verdict(sends({}))).toBe('engine-undefined')
    expect(await verdict(sends({ decision_id: 'x' }))).toBe('engine-undefined')
  })

  it('denies when it has no profile: engine-policy-unusable', async () => {
    const nothing = { result: { allow: false, expiresAt: null, unmet: [] } }
    expect(await verdict(sends(nothing))).toBe('engine-policy-unusable')
  })
})

import { describe, expect, it } from 'vitest'
import { celTokens } from './cel-tokens.ts'
import { askedText, httpCalls } from './http-calls.ts'

const calls = (...expressions: readonly string[]) => httpCalls(expressions.map(celTokens))

describe('calls of a policy', () => {
  it.each([
    ['http.Post("https://gw:8443/x", {"a": 1}, {})', 'https://gw:8443/x'],
    ["http.post('https://gw/x', {})", 'https://gw/x'],
    ['http.Get("http://gw/x").body', 'http://gw/x'],
    ['http . get ( r"http://gw/x" )', 'http://gw/x'],
  ])('takes the literal of %s', (expression, url) => {
    expect(calls(expression)).toEqual({ urls: [url], allLiteral: true })
  })

  it.each([
    'http.Post("https://" + object.metadata.name, {})',
    'http.Get(variables.url)',
    'http.Get(("https://gw/x"))',
    'http.Client("").Get("https://gw/x")',
    'cel.bind(h, http, h.Get("https://gw/x"))',
    'http.Get("/x")',
    'http.Get("ftp://gw/x")',
    'http.Get("https://")',
    'http.Get(" https://gw/x")',
    'http.Get("https://gw/x" + "/y")',
  ])('takes none of %s: somebody would be called', (expression) => {
    expect(calls(expression)).toEqual({ urls: [], allLiteral: false })
  })

  it('is not all literal where one of two is computed', () => {
    expect(calls('http.Get("https://gw/x")', 'http.Get(variables.url)')).toEqual({
      urls: ['https://gw/x'],
      allLiteral: false,
    })
  })

  it('takes each once, and nothing that only has the name: a member, a string', () => {
    expect(calls('http.Get("https://gw/x")', 'http.Get("https://gw/x")', 'a.http.Get(b)', '"http.Get(x)"')).toEqual({
      urls: ['https://gw/x'],
      allLiteral: true,
    })
  })
})

describe('what a policy of Pawl asks', () => {
  it('reads the profile and the question', () => {
    const tokens = ['{"schema":dyn("s"),"asks":dyn("document"),"profile":dyn("pay\\u006dents")}'].map(celTokens)
    expect([askedText(tokens, 'profile'), askedText(tokens, 'asks')]).toEqual(['payments', 'document'])
  })

  it('finds nothing where it is computed or absent', () => {
    expect(askedText(['{"profile":dyn(variables.p)}'].map(celTokens), 'profile')).toBeUndefined()
    expect(askedText(['{"profile":"p"}'].map(celTokens), 'profile')).toBeUndefined()
  })
})

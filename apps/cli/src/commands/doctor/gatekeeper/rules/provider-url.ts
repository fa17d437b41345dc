import { textOf } from '../../../../members.ts'
import type { Rule } from '../rule.ts'

export const providerUrl: Rule = {
  code: 'doctor-provider-url',
  about: ['providers'],
  find: ({ providers }) =>
    providers
      .filter(({ value }) => !isPlain(textOf(value, 'spec', 'url') ?? ''))
      .map((object) => ({
        severity: 'weak',
        object,
        path: 'spec.url',
        happens:
          'Gatekeeper refuses what is not https, and everything is denied; credentials or a query in a URL can be read by whoever may list Providers',
        cure: 'write https://HOST:PORT/PATH without more; who asks is told by the client certificate',
      })),
}

function isPlain(text: string): boolean {
  const url = URL.parse(text)
  if (url === null) return false
  return url.protocol === 'https:' && url.username === '' && url.password === '' && !/[?#]/.test(text)
}

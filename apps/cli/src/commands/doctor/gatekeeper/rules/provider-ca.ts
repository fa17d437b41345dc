import { textOf } from '../../../../members.ts'
import type { Rule } from '../rule.ts'

export const providerCa: Rule = {
  code: 'doctor-provider-ca',
  about: ['providers'],
  find: ({ providers }) =>
    providers
      .filter(({ value }) => !isPem(textOf(value, 'spec', 'caBundle') ?? ''))
      .map((object) => ({
        severity: 'weak',
        object,
        path: 'spec.caBundle',
        happens:
          'Gatekeeper refuses a Provider without a certificate authority: it is never asked, and everything is denied',
        cure: 'write the PEM of the authority of the gateway in base64, once',
      })),
}

/** base64 of PEM; base64 of that again is a frequent slip, and no PEM. */
function isPem(text: string): boolean {
  return /^[A-Za-z0-9+/\s]+=*\s*$/.test(text) && Buffer.from(text, 'base64').includes('-----BEGIN CERTIFICATE-----')
}

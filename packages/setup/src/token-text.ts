import { Refusal } from './refusal.ts'

const TOKEN = /^[A-Za-z0-9_.~+/=-]+$/
const MAX_LENGTH = 4095

/** The bearer token that a text is, with white space around it. Nothing of it is printed. A line end in it would be a header of its own. */
export function tokenIn(text: string, { at, service }: { readonly at: string; readonly service: string }): string {
  const token = text.trim()
  if (TOKEN.test(token) && token.length <= MAX_LENGTH) return token
  const line = { at, message: 'is it the token alone, on one line?' }
  throw new Refusal('configuration-invalid', `the token for ${service} cannot be used`, [line])
}

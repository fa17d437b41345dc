import { isRecord } from '@pawl/document'
import type { Credential } from './credential.ts'

// How docker and its helpers write "this is an identity token" where a user name would stand.
const TOKEN_USER = '<token>'

/** One entry of `auths`, or the answer of a helper: undefined where it holds nothing to sign in with. */
export function readAuthEntry(entry: unknown): Credential | undefined {
  if (!isRecord(entry)) return undefined
  const { identitytoken, registrytoken, username, password, auth } = entry
  if (isText(identitytoken)) return { kind: 'identity', token: identitytoken }
  if (isText(registrytoken)) return { kind: 'bearer', token: registrytoken }
  if (isText(auth)) return fromBasic(auth)
  return isText(username) && typeof password === 'string' ? passwordOf(username, password) : undefined
}

function fromBasic(auth: string): Credential | undefined {
  const text = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '')
  const colon = text.indexOf(':')
  return colon > 0 ? passwordOf(text.slice(0, colon), text.slice(colon + 1)) : undefined
}

export function passwordOf(username: string, password: string): Credential {
  return username === TOKEN_USER ? { kind: 'identity', token: password } : { kind: 'password', username, password }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

import { isRecord } from '@pawl/document'
import { readAuthEntry } from './auth-entry.ts'
import type { CredentialSource } from './credential.ts'
import { askHelper } from './credential-helper.ts'
import { bestKey } from './registry-key.ts'

/**
 * A docker `config.json` or containers `auth.json`, as parsed. For a registry the helper that is named for it goes first, then the store for all,
 * then `auths`. It runs programs, so it is for the file of whoever runs Pawl and for no other; see `pullSecret`.
 */
export function dockerConfig(config: unknown): CredentialSource {
  const helpers = memberOf(config, 'credHelpers')
  const store = isRecord(config) && typeof config['credsStore'] === 'string' ? config['credsStore'] : ''
  const auths = authsOf(memberOf(config, 'auths'))
  return {
    find: async (request) => {
      const key = bestKey(Object.keys(helpers), request.registry, request.path)
      const named = key === undefined ? store : helpers[key]
      if (typeof named === 'string' && named !== '') {
        const found = await askHelper(named, request.registry, request.signal)
        if (found !== undefined) return found
      }
      return auths.find(request)
    },
  }
}

/** Entries by registry: `auths` of a config, or a whole `.dockercfg`. */
export function authsOf(auths: Readonly<Record<string, unknown>>): CredentialSource {
  const keys = Object.keys(auths)
  return {
    find: ({ registry, path }) => {
      const key = bestKey(keys, registry, path)
      return Promise.resolve(key === undefined ? undefined : readAuthEntry(auths[key]))
    },
  }
}

export function memberOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const member = isRecord(value) ? value[name] : undefined
  return isRecord(member) ? member : {}
}

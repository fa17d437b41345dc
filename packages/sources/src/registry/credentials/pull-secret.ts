import { Fault, isInvalidJson, readJson } from '@pawl/core'
import { isRecord } from '@pawl/document'
import type { CredentialSource } from './credential.ts'
import { authsOf, memberOf } from './docker-config.ts'

const CONFIG = '.dockerconfigjson'
const LEGACY = '.dockercfg'

/**
 * A Kubernetes pull secret, as parsed: a Secret of type kubernetes.io/dockerconfigjson or kubernetes.io/dockercfg, or what is inside of one. Helpers
 * that it names are never run: whoever may write a Secret would run programs here. Hosts with `*` are no hosts. Throws Fault `source-unreadable`.
 */
export function pullSecret(value: unknown, at: string): CredentialSource {
  if (!isRecord(value)) throw new Fault('source-unreadable', 'it is no pull secret', at)
  const [config, legacy] = [inside(value, CONFIG, at), inside(value, LEGACY, at)]
  if (config !== undefined) return authsOf(memberOf(config, 'auths'))
  if (isRecord(legacy)) return authsOf(legacy)
  if (value['kind'] === 'Secret') throw new Fault('source-unreadable', 'the Secret holds no registry credentials', at)
  return authsOf(isRecord(value['auths']) ? value['auths'] : value)
}

/** The JSON inside of a Secret: in base64 under `data`, as text under `stringData`. */
function inside(secret: Readonly<Record<string, unknown>>, name: string, at: string): unknown {
  const encoded = memberOf(secret, 'data')[name]
  const plain = memberOf(secret, 'stringData')[name]
  const text = typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8') : plain
  if (typeof text !== 'string') return undefined
  const value = readJson(Buffer.from(text))
  if (isInvalidJson(value)) throw new Fault('source-unreadable', 'what is inside of the Secret is not JSON', at)
  return value
}

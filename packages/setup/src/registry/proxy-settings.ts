import type { ProxyOptions } from '@pawl/sources'
import type { Environment } from '../environment.ts'
import { Refusal } from '../refusal.ts'

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in capitals or not, as most programs read them. */
export function proxySettings(environment: Environment): ProxyOptions {
  const read = (name: string): string => environment[name.toLowerCase()] ?? environment[name] ?? ''
  return {
    http: proxyUrl('HTTP_PROXY', read('HTTP_PROXY')),
    https: proxyUrl('HTTPS_PROXY', read('HTTPS_PROXY')),
    none: read('NO_PROXY')
      .split(',')
      .slice(0, 256)
      .filter((each) => each.trim() !== ''),
  }
}

/** A host without a scheme is one that is spoken to over http, as curl has it. */
function proxyUrl(name: string, written: string): string | undefined {
  if (written === '') return undefined
  const url = URL.parse(written.includes('://') ? written : `http://${written}`)
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url.href
  throw new Refusal('usage', 'the proxy is no http or https address', [{ at: name, message: 'see the environment' }])
}

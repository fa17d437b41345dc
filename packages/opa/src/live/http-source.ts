import { readFile } from 'node:fs/promises'
import { MAX_PACKED } from '../bundle/gzip.ts'
import { type BundleAnswer, type BundleSource, type BundleSourceCode, unanswered } from './bundle-source.ts'

/** Where a bundle service is and how it is asked. Nothing of it is optional. */
export interface HttpSourceOptions {
  /** https, or http to this machine where `loopbackHttp` says so. */
  readonly url: string
  /** Whether plain http to a loopback address is meant: for a proxy beside this process. */
  readonly loopbackHttp: boolean
  /** A file with a bearer token, read anew each time; undefined for none. */
  readonly tokenFile: string | undefined
  /** Milliseconds until the last byte. */
  readonly timeout: number
}

/** The operator named a bundle service that is never asked. */
export class BundleSourceInvalid extends Error {
  readonly code = 'bundle-source-invalid'

  constructor(message: string) {
    super(message)
    this.name = 'BundleSourceInvalid'
  }
}

/**
 * A bundle service as OPA asks it ("Bundle Service API"): GET, If-None-Match with the ETag of the bundle in use, 304 for no change; snapshots only, and no long
 * polling. Follows no redirect and unpacks no encoding. Throws BundleSourceInvalid.
 */
export function httpSource({ url, loopbackHttp, tokenFile, timeout }: HttpSourceOptions): BundleSource {
  const address = addressOf(url, loopbackHttp)
  return {
    async read(mark): Promise<BundleAnswer> {
      const ended = AbortSignal.timeout(timeout)
      try {
        const headers = { ...HEADERS, ...(await authorization(tokenFile)), ...ifNoneMatch(mark) }
        const response = await fetch(address, { headers, redirect: 'manual', signal: ended })
        return await answerOf(response, mark)
      } catch {
        return unanswered(ended.aborted ? 'bundle-source-late' : 'bundle-source-unreachable')
      }
    },
  }
}

const HEADERS = { 'accept-encoding': 'identity', prefer: 'modes=snapshot', 'user-agent': 'pawl' }
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

function addressOf(url: string, loopbackHttp: boolean): URL {
  const address = URL.parse(url)
  if (address === null) throw new BundleSourceInvalid('the address of the bundle service is no URL')
  // Credentials in addresses end up in logs.
  if (address.username !== '' || address.password !== '') throw new BundleSourceInvalid('the address holds credentials')
  const plain = address.protocol === 'http:' && loopbackHttp && LOOPBACK.test(address.hostname)
  if (address.protocol !== 'https:' && !plain) throw new BundleSourceInvalid('the address is not https')
  return address
}

async function authorization(tokenFile: string | undefined): Promise<Record<string, string>> {
  if (tokenFile === undefined) return {}
  return { authorization: `Bearer ${(await readFile(tokenFile, 'utf8')).trim()}` }
}

function ifNoneMatch(mark: string | undefined): Record<string, string> {
  return mark === undefined ? {} : { 'if-none-match': mark }
}

async function answerOf(response: Response, mark: string | undefined): Promise<BundleAnswer> {
  const code = refusalOf(response, mark)
  if (code !== undefined) {
    await response.body?.cancel()
    return unanswered(code)
  }
  if (response.status === 304) return { outcome: 'same' }
  const bytes = await readAtMost(response)
  if (bytes === undefined) return unanswered('bundle-source-too-large')
  return { outcome: 'read', bytes, mark: response.headers.get('etag') ?? undefined }
}

function refusalOf({ status, headers }: Response, mark: string | undefined): BundleSourceCode | undefined {
  // "Not modified" is an answer to a question with a mark alone.
  if (status === 304) return mark === undefined ? 'bundle-source-refused' : undefined
  if (status >= 300 && status <= 399) return 'bundle-source-redirected'
  const encoding = headers.get('content-encoding') ?? 'identity'
  return status === 200 && encoding === 'identity' ? undefined : 'bundle-source-refused'
}

/** Undefined where there is more, whatever the Content-Length says: leaving the loop ends the transfer. */
async function readAtMost({ body }: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let total = 0
  for await (const part of body ?? []) {
    total += part.length
    if (!(total <= MAX_PACKED)) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

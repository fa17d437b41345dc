import type { GetFile } from './repository-file.ts'
import { refuseTuf } from './tuf-refusal.ts'

/** Where to ask, and until when. */
export interface Mirror {
  /** http or https; a path may follow, a query not. */
  readonly url: URL
  /** Milliseconds for everything together: a mirror that drips is a mirror that is down. */
  readonly deadline: number
}

/**
 * Gets files over HTTP. What is believed of an answer is decided by signatures, so it needs no TLS; it does need an end, in time and in bytes.
 * No redirect is followed, and of a body no more is read than its file may have, whatever it says about its length.
 */
export function mirrorFiles({ url, deadline }: Mirror): GetFile {
  const signal = AbortSignal.timeout(deadline)
  return async (path, limit) => {
    try {
      const response = await fetch(new URL(path, withSlash(url)), {
        redirect: 'error',
        signal,
        headers: { 'accept-encoding': 'identity' },
      })
      // 5.3.3: object stores answer 403 for what is not there.
      if (response.status === 404 || response.status === 403) return discard(response, 'absent')
      if (response.status !== 200 || response.body === null) {
        return discard(response, refuseTuf('tuf-unreachable', path))
      }
      return (await readAtMost(response.body, limit)) ?? refuseTuf('tuf-unreachable', path)
    } catch {
      return refuseTuf('tuf-unreachable', path)
    }
  }
}

function withSlash(url: URL): URL {
  const base = new URL(url)
  base.pathname = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`
  return base
}

async function discard<T>(response: Response, answer: T): Promise<T> {
  await response.body?.cancel()
  return answer
}

/** Undefined for one byte too many. */
async function readAtMost(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let total = 0
  // Leaving the loop cancels the body: an endless answer ends here.
  for await (const part of body) {
    total += part.length
    if (!(total <= limit)) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

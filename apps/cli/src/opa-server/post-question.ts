import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { getCACertificates } from 'node:tls'
import type { ServerFailureCode } from './server-failure.ts'

export interface ServerEndpoint {
  readonly url: URL
  readonly token: string | undefined
  /** Certificates in PEM, beside those of Node. */
  readonly authorities: readonly string[]
  /** For the whole exchange, in milliseconds. */
  readonly timeout: number
}

const MAX_BYTES = 1_048_576

/**
 * Posts JSON text and gives the bytes of an answer with status 200, whole and in time. What is asked is in the body alone: a URL ends in the logs of
 * proxies, and a query could hold a second input (C95). A redirect is not followed: it is no answer.
 */
export async function postQuestion(
  { url, token, authorities, timeout }: ServerEndpoint,
  body: string,
): Promise<Uint8Array | ServerFailureCode> {
  const signal = AbortSignal.timeout(timeout)
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  // Said outright: the environment can turn this off, and whoever sets it there would turn off the server's name too.
  const tls = { rejectUnauthorized: true, ca: [...getCACertificates(), ...authorities] }
  try {
    const response = await send(url, { method: 'POST', headers, agent: false, signal, ...tls }, body)
    if (response.statusCode === 200) return await readAnswer(response)
    response.destroy()
    return 'server-status'
  } catch {
    return signal.aborted ? 'server-timeout' : 'server-unreachable'
  }
}

function send(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end(body)
  })
}

/** Throws where the answer breaks off before its end. */
async function readAnswer(response: IncomingMessage): Promise<Uint8Array | ServerFailureCode> {
  const parts: Uint8Array[] = []
  let total = 0
  const chunks: AsyncIterable<Uint8Array> = response
  for await (const part of chunks) {
    total += part.length
    if (total > MAX_BYTES) return 'server-answer-too-large'
    parts.push(part)
  }
  return Buffer.concat(parts)
}

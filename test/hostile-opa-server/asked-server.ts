import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InputDocument } from '@pawl/document'
import { loadEngine } from '@pawl/opa'
import { identifyAlone, parsePolicy } from '@pawl/policy'
import { Refusal } from '@pawl/setup'
import { judge } from '../../apps/cli/src/judge.ts'
import { agreeing } from '../../apps/cli/src/opa-server/agreeing.ts'
import { serverOf } from '../../apps/cli/src/opa-server/ask-server.ts'
import type { ServerChoice } from '../../apps/cli/src/opa-server/server-choice.ts'

export const NOW = 1_767_312_000
const DIGEST = `sha256:${'a'.repeat(64)}`
export const IMAGE = 'ghcr.io/acme/app'
export const POLICY = identifyAlone(
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'test', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['**'],
        require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
      },
    },
    NOW,
  ),
  () => DIGEST,
)

function document(claims: number): InputDocument {
  const claim = {
    type: 'review',
    predicateType: 'p',
    attester: 'security',
    signer: { kind: 'key' as const, id: DIGEST },
    moment: NOW,
    statementDigest: DIGEST,
    subject: 'exact',
    summary: {},
  }
  const image = {
    reference: IMAGE,
    repository: IMAGE,
    name: 'app',
    digest: DIGEST,
    verifiedAt: NOW,
    validUntil: NOW + 300,
    trust: { name: 't', digest: DIGEST, revision: 1 },
    claims: Array.from({ length: claims }, () => claim),
  }
  return { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [image] }
}

export const GOOD = document(1)
export const BARE = document(0)
export const YES = { result: { allow: true, expiresAt: NOW + 300, unmet: [] } }
export const NO = { result: { allow: false, expiresAt: null, unmet: [[0, 'test', 'reviewed']] } }
const SECOND = 1

/** What the program makes of a server that answers so: the verdict, or the codes of the refusal. */
export async function verdict(
  listener: RequestListener,
  asked: InputDocument = GOOD,
  request = [IMAGE],
): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await verdictAt(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), asked, request)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

export async function verdictAt(
  opaServer: URL,
  asked: InputDocument = GOOD,
  request: readonly string[] = [IMAGE],
  more: Partial<ServerChoice> = {},
): Promise<string> {
  const ask = serverOf({ opaServer, ca: [], timeout: SECOND, offline: false, ...more })
  if (ask === undefined) throw new Error('no server was named')
  try {
    const judged = await judge(request, asked, POLICY, 'typescript', loadEngine)
    const { outcomes } = agreeing(judged, await ask(request, asked, POLICY))
    return [...outcomes].map(([name, { allow }]) => `${name} ${allow ? 'allows' : 'denies'}`).join(', ')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code === 'opa-server-unusable' ? `${error.lines[0]?.message}` : error.code
  }
}

export const sends =
  (body: unknown, status = 200): RequestListener =>
  (request, response: ServerResponse) => {
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

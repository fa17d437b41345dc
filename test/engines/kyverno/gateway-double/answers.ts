import { Buffer } from 'node:buffer'
import type { Asked, Behaviour } from './gateway-double.ts'

/** The members of a body, whatever they hold. */
export type Body = Readonly<Record<string, unknown>>

const JSON_TYPE = { 'content-type': 'application/json' }

export function echo({ asks, profile, nonce, images }: Asked): Body {
  return { schema: 'pawl.dev/kyverno/v1', asks, profile, nonce, images }
}

/** A right body of the kind that is asked for, that says yes to every image for which `isGood`. */
export function bodyFor(asked: Asked, isGood: (reference: string) => boolean): Body {
  const yes = asked.images.every(isGood)
  if (asked.asks === 'decision') {
    return {
      ...echo(asked),
      accepted: { enforce: yes, warn: yes, audit: yes },
      ungoverned: [],
      reasons: yes ? [] : ['acme/reviewed: claim-missing'],
    }
  }
  if (asked.asks === 'pin') return { ...echo(asked), pinned: asked.images.map(pinnedReference) }
  return { ...echo(asked), document: documentOf(asked.images, isGood) }
}

const DIGEST = /@(sha256:[0-9a-f]{64})$/
export const RESOLVED = `sha256:${'ab'.repeat(32)}`

export function pinnedReference(reference: string): string {
  return DIGEST.test(reference) ? reference : `${reference}@${RESOLVED}`
}

export function documentOf(references: readonly string[], isGood: (reference: string) => boolean): Body {
  const now = Math.floor(Date.now() / 1000)
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationInput',
    now,
    images: references.map((reference) => entryOf(reference, isGood(reference) ? [REVIEW] : [], now)),
  }
}

const REVIEW = {
  type: 'review',
  predicateType: 'https://pawl.dev/vulnerability-review/v1',
  attester: 'security-team',
  signer: { kind: 'key', id: RESOLVED },
  statementDigest: RESOLVED,
  subject: 'exact',
  summary: { approved: true },
}

export function entryOf(reference: string, claims: readonly unknown[], now: number): Body {
  const [, digest = RESOLVED] = DIGEST.exec(reference) ?? []
  const repository = reference.replace(DIGEST, '').replace(/:[^/:]*$/, '')
  return {
    reference,
    repository,
    name: repository.slice(repository.lastIndexOf('/') + 1),
    digest,
    verifiedAt: now,
    validUntil: now + 300,
    trust: { name: 'acme', digest: RESOLVED, revision: 1 },
    claims,
  }
}

/** 200 with this body. */
export const answers =
  (body: (asked: Asked) => unknown): Behaviour =>
  ({ asked, response }) =>
    response.writeHead(200, JSON_TYPE).end(JSON.stringify({ body: body(asked) }))

/** Another status, with the body of a right answer. */
export const withStatus =
  (status: number, body: (asked: Asked) => unknown): Behaviour =>
  ({ asked, response }) =>
    response.writeHead(status, JSON_TYPE).end(JSON.stringify({ body: body(asked) }))

/** A status and a text. */
export const says =
  (status: number, text: string, type = 'application/json'): Behaviour =>
  ({ response }) =>
    response.writeHead(status, { 'content-type': type }).end(text)

/** To another path of the same gateway, which is answered. */
export const redirects =
  (status: number, then: Behaviour): Behaviour =>
  (call) =>
    call.path === '/moved' ? then(call) : call.response.writeHead(status, { location: '/moved' }).end()

export const late =
  (milliseconds: number, then: Behaviour): Behaviour =>
  (call) => {
    setTimeout(() => then(call), milliseconds)
  }

/** The end of the connection in the middle of a right answer. */
export const resets =
  (body: (asked: Asked) => unknown): Behaviour =>
  ({ asked, response }) => {
    const text = JSON.stringify({ body: body(asked) })
    response
      .writeHead(200, { ...JSON_TYPE, 'content-length': Buffer.byteLength(text) })
      .write(text.slice(0, -2), () => {
        response.destroy()
      })
  }

/** A right answer as text, changed: for what no serializer writes. */
export const rewrites =
  (body: (asked: Asked) => unknown, change: (text: string) => string): Behaviour =>
  ({ asked, response }) =>
    response.writeHead(200, JSON_TYPE).end(change(JSON.stringify({ body: body(asked) })))

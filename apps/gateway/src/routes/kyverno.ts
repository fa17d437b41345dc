import type { IncomingMessage } from 'node:http'
import {
  type Asked,
  type Asks,
  decisionAnswer,
  documentAnswer,
  type KyvernoAnswer,
  parseKyvernoRequest,
  pinAnswer,
  ROUTES,
  refusalBody,
  refused,
} from '@pawl/kyverno'
import type { Found, Pinned } from '@pawl/policy'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CallerCheck } from '../callers/caller-check.ts'
import type { HttpsInstance } from '../https-instance.ts'
import type { Answering } from './answering.ts'
import { withinOf } from './within.ts'

/** What Kyverno's routes answer with. */
export interface KyvernoAnswering extends Omit<Answering, 'gatekeeper'> {
  /** Seconds that Kyverno's webhook waits. */
  readonly timeout: number
  readonly callers: CallerCheck
}

const QUESTIONS = ['decision', 'document', 'pin'] as const satisfies readonly Asks[]

/** What Kyverno's policies ask. Status 200 only with what was asked for: CEL is given the body of every status. */
export function kyvernoRoutes(server: HttpsInstance, answering: KyvernoAnswering): void {
  // Before a body is read: who may not ask costs no memory.
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const verdict = await answering.callers(authorizationOf(request.raw), answering.clock())
    return verdict === 'may-ask' ? undefined : reply.code(401).send(refusalBody(verdict))
  }
  for (const asks of QUESTIONS) {
    server.post(ROUTES[asks], { onRequest }, async (request, reply) => {
      const { status, body } = await answerTo(request.body, asks, answering)
      return reply.code(status).send(body)
    })
  }
}

/** Every header of that name: Node keeps the first of them alone. */
function authorizationOf({ rawHeaders }: IncomingMessage): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization')
}

async function answerTo(body: unknown, asks: Asks, answering: KyvernoAnswering): Promise<KyvernoAnswer> {
  const read = parseKyvernoRequest(body, asks)
  if (read.outcome === 'malformed') return refused(read.code === 'limit-exceeded' ? 422 : 400, read.code)
  const { asked } = read
  if (asks === 'pin') return await pin(asked, answering)
  // Before anything is fetched for it.
  if (!answering.judging.profiles.has(asked.profile)) return refused(422, 'profile-unknown')
  return await judge(asked, answering)
}

async function judge(asked: Asked, { finder, judging, clock, timeout }: KyvernoAnswering): Promise<KyvernoAnswer> {
  const found = await forEach(asked, (image) => finder.find(image, withinOf(timeout)))
  const answer = asked.asks === 'document' ? documentAnswer : decisionAnswer
  return answer(asked, (image): Found => found.get(image) ?? UNKNOWN, { profiles: judging.profiles, now: clock() })
}

async function pin(asked: Asked, { finder, timeout }: KyvernoAnswering): Promise<KyvernoAnswer> {
  const pinned = await forEach(asked, (image) => finder.pin(image, withinOf(timeout)))
  return pinAnswer(asked, (image): Pinned => pinned.get(image) ?? UNKNOWN)
}

const UNKNOWN = { outcome: 'unanswered', code: 'defect' } as const

/** All at once: each has the whole time. */
async function forEach<T>({ images }: Asked, find: (image: string) => Promise<T>): Promise<ReadonlyMap<string, T>> {
  return new Map(await Promise.all(images.map(async (image) => [image, await find(image)] as const)))
}

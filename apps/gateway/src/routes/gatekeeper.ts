import {
  MUTATE,
  mutationResponse,
  type ProviderResponse,
  parseProviderRequest,
  readKeys,
  unanswered,
  VALIDATE,
  validationResponse,
} from '@pawl/gatekeeper'
import type { HttpsInstance } from '../https-instance.ts'
import type { Answering } from './answering.ts'
import { withinOf } from './within.ts'

/** Gatekeeper's external data provider. An answer that holds items has status 200, and every other status holds none. */
export function gatekeeperRoutes(server: HttpsInstance, answering: Answering): void {
  server.post(VALIDATE, async (request, reply) => {
    const response = await validate(request.body, answering)
    return reply.code(statusOf(response)).send(response)
  })
  server.post(MUTATE, async (request, reply) => {
    const response = await mutate(request.body, answering)
    return reply.code(statusOf(response)).send(response)
  })
}

async function validate(body: unknown, { finder, judging, clock, gatekeeper }: Answering): Promise<ProviderResponse> {
  const asked = parseProviderRequest(body)
  if (asked.outcome === 'malformed') return unanswered(asked.code)
  const keys = readKeys(asked.keys, judging)
  if (keys === undefined) return unanswered('profile-unknown')
  const references = [...new Set(keys.map(({ reference }) => reference))]
  const found = new Map(
    await Promise.all(
      references.map(async (each) => [each, await finder.find(each, withinOf(gatekeeper.timeout))] as const),
    ),
  )
  const { profiles } = judging
  const world = { profiles, now: clock(), lifetime: 2 * Math.max(gatekeeper.cacheTtl, LEAST_TTL) }
  return validationResponse(
    keys,
    ({ reference }) => found.get(reference) ?? { outcome: 'unanswered', code: 'defect' },
    world,
  )
}

async function mutate(body: unknown, { finder, gatekeeper }: Answering): Promise<ProviderResponse> {
  const asked = parseProviderRequest(body)
  if (asked.outcome === 'malformed') return unanswered(asked.code)
  const pinned = new Map(
    await Promise.all(
      asked.keys.map(async (each) => [each, await finder.pin(each, withinOf(gatekeeper.timeout))] as const),
    ),
  )
  return mutationResponse(asked.keys, (key) => pinned.get(key) ?? { outcome: 'unanswered', code: 'defect' })
}

/** Seconds: what is not kept still has to be read. */
const LEAST_TTL = 5

/** Gatekeeper reads every body alike, whatever its status; proxies and people do not. */
function statusOf({ response: { systemError } }: ProviderResponse): number {
  return systemError === '' ? 200 : 503
}

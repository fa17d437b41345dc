import type { Subject } from '@pawl/core'
import { ANSWER_WORDS } from '../answer-codes.ts'
import { Basket } from '../basket.ts'
import type { EvidenceSource, SourceAnswer, SourceLimits } from '../evidence-source.ts'
import { Collector } from './evidence/collector.ts'
import { RECORDS_NOTHING, type Recorder } from './evidence/recorder.ts'
import { type Route, routesOf } from './evidence/routes.ts'
import type { RegistrySession } from './registry-session.ts'

/** Of one image in one registry. What is fetched is verified while all of it is in memory: four times this is what both may take together. */
const MAX_EVIDENCE_BYTES = 16_777_216

/**
 * A repository in a registry, over every way by which evidence can be found there: cosign's `.att` tag, OCI 1.1 referrers, their fallback tag. What
 * one of them says never ends the search in another.
 */
export function registrySource(
  session: RegistrySession,
  repository: string,
  recorder: Recorder = RECORDS_NOTHING,
): EvidenceSource {
  return { name: repository, envelopesOf: (subject, limits) => ask(session, repository, subject, limits, recorder) }
}

async function ask(
  session: RegistrySession,
  repository: string,
  subject: Subject,
  given: SourceLimits,
  recorder: Recorder,
): Promise<SourceAnswer> {
  const limits = { ...given, totalBytes: Math.min(given.totalBytes, MAX_EVIDENCE_BYTES) }
  const basket = new Basket(repository, limits)
  const clients = session.clientsOf(repository)
  const routes = clients
    .filter(({ endpoint }) => endpoint.tags)
    .flatMap((client) => routesOf(client, subject.digest, recorder))
  if (routes.length === 0) basket.note(repository, ANSWER_WORDS['registry-not-allowed'], 'registry-not-allowed')
  const collector = new Collector(
    { clients, subject, limits, basket, recorder },
    routes.map(({ name }) => name),
  )
  const answered = await Promise.all(routes.map((route) => follow(route, collector, basket, session)))
  for (const { credentialTrouble } of clients) {
    if (credentialTrouble !== undefined) {
      basket.note(repository, ANSWER_WORDS[credentialTrouble.code], credentialTrouble.code)
    }
  }
  return basket.answer(answered.includes(true))
}

/** One route to its end, beside the others: a slow one holds up none. Whether it answered. */
async function follow(
  { name, list }: Route,
  collector: Collector,
  basket: Basket,
  session: RegistrySession,
): Promise<boolean> {
  const { kind, listed, answered, code } = await list()
  if (code !== undefined) basket.note(name, ANSWER_WORDS[code], code)
  const left = [...listed].reverse()
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (session.isOver) {
        basket.note(name, ANSWER_WORDS.timeout, 'timeout')
        left.length = 0
      } else if ((await collector[kind](name, next)) === 'stop') left.length = 0
    }
  }
  await Promise.all(Array.from({ length: session.options.parallel }, work))
  collector.finish(name)
  return answered
}

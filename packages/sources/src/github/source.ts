import type { Subject } from '@pawl/core'
import { ANSWER_WORDS, type AnswerCode, isUnanswered, type Unanswered } from '../answer-codes.ts'
import { Basket } from '../basket.ts'
import type { EvidenceSource, SourceAnswer, SourceLimits } from '../evidence-source.ts'
import type { Received } from '../http/exchange.ts'
import { Collector } from './collector.ts'
import { GithubClient } from './github-client.ts'
import { type GithubOptions, type GithubPlace, githubApi } from './github-options.ts'
import { type Page, readPage } from './page.ts'

/** Of one image, of bundles and of lists each. All of it is in memory while it is verified. */
const MAX_EVIDENCE_BYTES = 16_777_216
const MAX_PAGES = 32

/**
 * The attestations that GitHub keeps about a digest, of one repository or of all of an owner. What it says beside a bundle is not read. Throws Fault
 * `reference-invalid` where the API is no https address.
 */
export function githubSource(options: GithubOptions): EvidenceSource {
  githubApi(options.api)
  return { name: nameOf(options.place), envelopesOf: (subject, limits) => ask(options, subject, limits) }
}

function nameOf({ owner, repository }: GithubPlace): string {
  return repository === undefined ? `github:${owner}` : `github:${owner}/${repository}`
}

async function ask(options: GithubOptions, subject: Subject, given: SourceLimits): Promise<SourceAnswer> {
  const limits = { ...given, totalBytes: Math.min(given.totalBytes, MAX_EVIDENCE_BYTES) }
  const name = nameOf(options.place)
  const basket = new Basket(name, limits)
  const client = new GithubClient(options)
  const collector = new Collector({ client, basket, limits, parallel: options.parallel })
  let answered = false
  try {
    const end = await eachPage(client, firstPages(client, options.place, subject.digest), limits, async (page) => {
      answered = true
      const cut = await collector.take(`${name} page ${page.number}`, page.listed)
      return cut ?? (page.next instanceof URL ? collector.reasonToStop : page.next)
    })
    if (end !== undefined) basket.note(name, ANSWER_WORDS[end], end)
    return basket.answer(answered)
  } finally {
    await client.close()
  }
}

/** Where a list may begin: an owner is an organization or a user, and only GitHub knows. */
function firstPages(
  client: GithubClient,
  { owner, repository }: GithubPlace,
  digest: string,
): readonly [URL, ...URL[]] {
  const list = (of: string): URL => client.url(`${of}/attestations/${digest}?per_page=100`)
  return repository === undefined
    ? [list(`orgs/${owner}`), list(`users/${owner}`)]
    : [list(`repos/${owner}/${repository}`)]
}

/** Page after page, until `take` has a reason to stop. Why it ended before the list did; undefined where it did not. */
async function eachPage(
  client: GithubClient,
  first: readonly [URL, ...URL[]],
  { totalBytes }: SourceLimits,
  take: (page: Page) => Promise<AnswerCode | undefined>,
): Promise<AnswerCode | undefined> {
  let left = totalBytes
  let asked = await firstThatIs(client, first, left)
  for (let number = 1; ; number += 1) {
    const { url, received } = asked
    if (isUnanswered(received)) return received.code
    left -= received.bytes.length
    const page = readPage(number, received, url)
    if (isUnanswered(page)) return page.code
    const end = await take(page)
    if (end !== undefined || !(page.next instanceof URL)) return end
    if (!(number < MAX_PAGES)) return 'over-budget'
    asked = { url: page.next, received: await client.list(page.next, left) }
  }
}

interface Asked {
  readonly url: URL
  readonly received: Received | Unanswered
}

async function firstThatIs(
  client: GithubClient,
  [url, ...others]: readonly [URL, ...URL[]],
  limit: number,
): Promise<Asked> {
  const received = await client.list(url, limit)
  const [other, ...more] = others
  const isElsewhere = isUnanswered(received) && received.code === 'not-found' && other !== undefined
  return isElsewhere ? firstThatIs(client, [other, ...more], limit) : { url, received }
}

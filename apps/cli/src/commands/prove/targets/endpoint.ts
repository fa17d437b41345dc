import { isRecord } from '@pawl/document'
import { NO_CONSTANTS } from '@pawl/policy/prove'
import { Refusal } from '@pawl/setup'
import { MANY_CASES, type Target } from './target.ts'

const TIMEOUT_MS = 5000

/** A service that decides: POST {"input": document}, and a literal true somewhere in its answer. */
export const endpointTarget: Target = {
  name: 'endpoint',
  takes: ({ url }) => url !== undefined,
  open: ({ url = '', yesAt }) => {
    if (yesAt === undefined)
      throw new Refusal('usage', 'an endpoint has --allow', [{ at: '--url', message: 'say where in the answer' }])
    const path = yesAt.split('.')
    return {
      what: `${url}, yes at ${yesAt}`,
      ask: (document) => says(url, document, path),
      constants: NO_CONSTANTS,
      notes: ['Nothing of the policy can be read here: the search knows only what --documents show.'],
      cases: MANY_CASES,
    }
  },
}

/** Only status 200, in time, with JSON that holds a literal true in that place. */
export async function says(
  url: string,
  document: unknown,
  path: readonly string[],
  timeout: number = TIMEOUT_MS,
): Promise<boolean> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: document }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  } as const
  try {
    const response = await fetch(url, request)
    if (response.status !== 200) {
      await response.body?.cancel()
      return false
    }
    const answer: unknown = JSON.parse(await response.text())
    return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), answer) === true
  } catch {
    return false
  }
}

import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '@pawl/document'
import type { GatewayScene } from '../../gateway/scene.ts'
import type { RandomRequest } from './random-request.ts'

export interface Answered {
  readonly status: number
  readonly text: string
  /** Milliseconds. */
  readonly took: number
}

/** What came of one request: what should never be, in words, and what kind of answer it was. */
export interface RequestEnd {
  readonly kind: string
  readonly findings: readonly string[]
  readonly said: readonly string[]
}

/** The gateway waits four fifths of 10 s. */
const SLOW = 12_000

/** Holds an answer against what the request says, by JSON.parse and plain texts: nothing of the gateway reads it again. */
export function examine(request: RandomRequest, { status, text, took }: Answered, scene: GatewayScene): RequestEnd {
  const { findings, said } = examineText(request, status, text, scene)
  const slow = took > SLOW ? [`it took ${Math.round(took)} ms`] : []
  return { kind: request.kind, findings: [...slow, ...findings], said }
}

type Examined = Pick<RequestEnd, 'findings' | 'said'>

function examineText(request: RandomRequest, status: number, text: string, scene: GatewayScene): Examined {
  // A HEAD has no body.
  if (request.method === 'HEAD') return { findings: status === 200 ? ['HEAD is answered'] : [], said: [] }
  const response = responseIn(text)
  if (response === undefined) return { findings: [`${status} is no answer: ${text.slice(0, 200)}`], said: [] }
  if (status !== 200 || response.systemError !== '') return examineNothing(status, response)
  const asked = askedIn(request)
  const keys = response.items.map(({ key }) => key)
  const covered = isDeepStrictEqual(keys, asked) ? [] : [`asked for ${asked.length} keys, answered ${keys.length}`]
  const each = response.items.map((item) => examineItem(item, scene))
  return { findings: [...covered, ...each.flatMap(({ findings }) => findings)], said: each.flatMap(({ said }) => said) }
}

/** Such an answer holds no item, says why, and says so by its status too. */
function examineNothing(status: number, { items, systemError }: Response): Examined {
  const findings = [
    ...(items.length > 0 ? [`${status} holds items`] : []),
    ...(status === 200 ? [`200 says ${systemError}`] : []),
    ...(systemError === '' ? [`${status} says nothing`] : []),
  ]
  return { findings, said: [systemError] }
}

interface Item {
  readonly key: string
  readonly value?: unknown
  readonly error?: unknown
}

interface Response {
  readonly items: readonly Item[]
  readonly systemError: string
}

function responseIn(text: string): Response | undefined {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return undefined
  }
  const response = isRecord(body) ? body['response'] : undefined
  if (!isRecord(body) || !isRecord(response) || !Array.isArray(response['items'])) return undefined
  const { items, systemError } = response
  const whole = {
    apiVersion: 'externaldata.gatekeeper.sh/v1beta1',
    kind: 'ProviderResponse',
    response: { idempotent: true, items, systemError },
  }
  return typeof systemError === 'string' && isDeepStrictEqual(body, whole) ? (response as never) : undefined
}

/** Each key once, in its order; none where nobody can have asked. */
function askedIn({ payload, method }: RandomRequest): readonly string[] {
  const body: unknown = method === 'POST' ? JSON.parse(payload.toString('utf8').replace(/^\ufeff/, '')) : undefined
  const request = isRecord(body) ? body['request'] : undefined
  const keys = isRecord(request) ? request['keys'] : undefined
  return Array.isArray(keys) ? [...new Set(keys.map(String))] : []
}

function examineItem(item: Item, scene: GatewayScene): Examined {
  const { key, value, error } = item
  if (typeof error === 'string')
    return { findings: value === undefined ? [] : [`${key} has a value too`], said: ['error'] }
  if (typeof value === 'string')
    return { findings: isPinned(key, value) ? [] : [`${key} became ${value}`], said: ['pinned'] }
  if (!isRecord(value) || value['key'] !== key) return { findings: [`the value of ${key} is for another`], said: [] }
  return examineValue(String(JSON.parse(key)[3]), value, scene)
}

function examineValue(reference: string, value: Readonly<Record<string, unknown>>, scene: GatewayScene): Examined {
  const { accepted, entry } = value
  const yes = isAccepted(accepted) || hasClaims(entry)
  const lies = yes && !isAttested(reference, scene) ? [`${reference} has no claim and is accepted`] : []
  const foreign = isRecord(entry) && entry['reference'] !== reference ? [`the entry of ${reference} is of another`] : []
  return { findings: [...lies, ...foreign], said: [yes ? 'yes' : 'no'] }
}

const isPinned = (key: string, value: string): boolean =>
  value.startsWith(key) && /^(?:@sha256:[0-9a-f]{64})?$/.test(value.slice(key.length))

const isAccepted = (accepted: unknown): boolean =>
  isRecord(accepted) && Object.values(accepted).some((each) => each !== false)

const hasClaims = (entry: unknown): boolean =>
  isRecord(entry) && Array.isArray(entry['claims']) && entry['claims'].length > 0

/** By the digest of the one image with a review, or by its tag: the registry has the same images under every name. */
function isAttested(reference: string, { good, registry }: GatewayScene): boolean {
  const [name = '', digest] = reference.split('@')
  if (!name.startsWith(`${registry.host}/acme/`)) return false
  return digest === undefined ? name.endsWith(':1.4') : digest === good.digest
}

import {
  answers,
  bodyWith,
  inTurn,
  late,
  redirects,
  resets,
  rewrites,
  says,
  stalls,
  truncates,
  withStatus,
} from '../provider/behaviours.ts'
import type { Behaviour } from '../provider/provider-double.ts'
import type { Reach, Situation, World } from './situation.ts'
import { honest, one, two, yesToAll } from './steps.ts'

const PAGE = '<!doctype html><title>503 Service Unavailable</title>'
const FIFTY_MEGABYTES = 50 * 1024 * 1024
/** The Provider says one second. */
const TWICE_THE_TIMEOUT = 2000

const denied = (when: string, provider: (world: World) => Behaviour): Situation => ({
  when,
  steps: [one('denies')],
  provider,
})

const STATUSES = [400, 401, 403, 404, 429, 500, 502, 503, 504, 201, 203, 207].map((status) =>
  denied(`the answer is a yes with status ${status}`, (world) => withStatus(status, yesToAll(world))),
)

const BODIES: readonly Situation[] = [
  denied('a proxy answers 503 with JSON of its own', () => says(503, '{"message":"no healthy upstream"}')),
  denied('a proxy answers 200 with JSON of its own', () => says(200, '{"status":"ok","allowed":true}')),
  denied('the answer is 500 and {}', () => says(500, '{}')),
  denied('the answer is 503 and a page', () => says(503, PAGE, 'text/html')),
  denied('the answer is 200 and a page', () => says(200, PAGE, 'text/html')),
  denied('the answer is []', () => says(200, '[]')),
  denied('the answer is null', () => says(200, 'null')),
  denied('the answer is true', () => says(200, 'true')),
  denied('the answer is {}', () => says(200, '{}')),
  denied('the answer is empty', () => says(200, '')),
  denied('the answer has no items', () => says(200, bodyWith([]))),
  denied('the items are null', () => says(200, '{"response":{"idempotent":true,"items":null,"systemError":""}}')),
  denied('the items are an object', () => says(200, '{"response":{"idempotent":true,"items":{},"systemError":""}}')),
  denied('the answer is a yes, cut off at the end', (world) => truncates(yesToAll(world))),
  denied('the answer is a yes and something behind it', (world) => rewrites(yesToAll(world), (body) => `${body}]`)),
  denied('the answer is 50 megabytes that are no JSON', () => says(200, 'x'.repeat(FIFTY_MEGABYTES))),
  denied('the answer has a systemError', () => says(200, bodyWith([], { systemError: 'registry down' }))),
  denied('the answer has a systemError and a yes', (world) =>
    answers(yesToAll(world), { systemError: 'registry down' }),
  ),
  denied('the answer has a systemError of a space and a yes', (world) =>
    answers(yesToAll(world), { systemError: ' ' }),
  ),
  denied('the systemError is a list', (world) => answers(yesToAll(world), { systemError: [] })),
  denied('the systemError is in capitals', (world) => answers(yesToAll(world), { SYSTEMERROR: 'registry down' })),
  {
    when: 'the systemError is null',
    steps: [one('admits')],
    provider: (world) => answers(yesToAll(world), { systemError: null }),
    because: 'null is how Go reads an absent member',
  },
]

const DUPLICATES: readonly Situation[] = [
  denied('items stand twice, and the second have nothing', (world) =>
    rewrites(yesToAll(world), (body) => body.replace(/\}\]\}\}$/, '}],"items":[]}}')),
  ),
  denied('a response stands twice, and the second has a systemError', (world) =>
    rewrites(yesToAll(world), (body) => body.replace(/\}$/, ',"response":{"systemError":"registry down"}}')),
  ),
  {
    when: 'accepted stands twice, yes and no',
    only: 'decision',
    steps: [one('denies')],
    provider: (world) =>
      rewrites(yesToAll(world), (body) => body.replace('"reasons"', '"accepted":{"enforce":false},"reasons"')),
    because: 'Go takes the last one',
  },
  {
    when: 'accepted stands twice, no and yes',
    only: 'decision',
    steps: [one('admits')],
    provider: (world) =>
      rewrites(yesToAll(world), (body) => body.replace('"accepted"', '"accepted":{"enforce":false},"accepted"')),
    because: 'Go takes the last one: who can write this can write a yes; the gateway writes each member once',
  },
]

const TIMING: readonly Situation[] = [
  {
    when: 'the answer takes a fifth of the timeout',
    steps: [one('admits')],
    provider: (world) => late(200, answers(yesToAll(world))),
  },
  denied('the answer takes twice the timeout', (world) => late(TWICE_THE_TIMEOUT, answers(yesToAll(world)))),
  denied('the end of a yes never comes', (world) => stalls(yesToAll(world))),
  denied('the connection ends in the middle of a yes', (world) => resets(yesToAll(world))),
  denied(
    'the connection ends before an answer',
    () =>
      ({ response }) =>
        void response.destroy(),
  ),
]

const REDIRECTS: readonly Situation[] = [
  {
    when: 'the provider redirects to a yes of its own',
    steps: [one('admits')],
    provider: (world) => redirects(307, answers(yesToAll(world))),
    because: 'Gatekeeper follows it; the gateway never redirects, and nobody else has a certificate of its authority',
  },
  denied('the provider redirects to a no of its own', (world) =>
    redirects(
      307,
      answers((keys) => keys.map(world.no)),
    ),
  ),
  denied(
    'the provider redirects to itself without end',
    () =>
      ({ response }) =>
        void response.writeHead(307, { location: '/validate' }).end(),
  ),
]

const REACHES: readonly (readonly [when: string, reach: Reach])[] = [
  ['the certificate of the provider is of another authority', 'other authority'],
  ['the provider speaks plain http', 'plain http'],
  ['the provider speaks TLS 1.2 at most', 'tls 1.2'],
  ['nobody listens', 'nobody'],
  ['no Provider has that name', 'unknown provider'],
]

export const HOSTILE_TRANSPORT: readonly Situation[] = [
  ...STATUSES,
  ...BODIES,
  ...DUPLICATES,
  ...TIMING,
  ...REDIRECTS,
  ...REACHES.map(([when, reach]): Situation => ({ when, reach, steps: [one('denies')] })),
  {
    when: 'the answer names another version and kind',
    steps: [one('admits')],
    provider: (world) => rewrites(yesToAll(world), (body) => body.replace('ProviderResponse', 'Nothing')),
    because: 'Gatekeeper looks at neither, and a template cannot see them',
  },
  {
    when: 'the provider fails, and answers the next time',
    steps: [two('denies'), one('admits'), two('denies')],
    provider: (world) => inTurn(says(503, PAGE), answers(honest(world))),
  },
]

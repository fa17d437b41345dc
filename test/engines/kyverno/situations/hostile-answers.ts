import { created } from '../../gatekeeper/cluster/admission.ts'
import { EVIL, FINE, GOOD } from '../../gatekeeper/cluster/images.ts'
import { pod } from '../../gatekeeper/cluster/workloads.ts'
import {
  answers,
  type Body,
  bodyFor,
  late,
  redirects,
  resets,
  rewrites,
  says,
  withStatus,
} from '../gateway-double/answers.ts'
import type { Asked, Behaviour } from '../gateway-double/gateway-double.ts'
import type { Situation, Verdict } from './situation.ts'

const yes = (asked: Asked): Body => bodyFor(asked, () => true)
const no = (asked: Asked): Body => bodyFor(asked, () => false)
const but =
  (changed: Body): ((asked: Asked) => Body) =>
  (asked) => ({ ...yes(asked), ...changed })
const without =
  (member: string): ((asked: Asked) => Body) =>
  (asked) =>
    Object.fromEntries(Object.entries(yes(asked)).filter(([name]) => name !== member))

/** A pod of two good images, and a gateway that means to say something. */
const answering = (when: string, verdict: Verdict, gateway: Behaviour, more: Partial<Situation> = {}): Situation => ({
  when,
  admission: created(pod({ containers: [GOOD], init: [FINE] })),
  verdict,
  gateway,
  ...more,
})

const STATUSES: readonly Situation[] = [
  answering('the gateway says yes', 'admits', answers(yes), { calls: [2] }),
  answering('the gateway says no', 'denies', answers(no), { calls: [2], says: 'acme/reviewed' }),
  ...[201, 202, 204, 400, 401, 403, 404, 418, 422, 429, 500, 502, 503].map((status) =>
    answering(`a yes has the status ${status}`, 'denies', withStatus(status, yes)),
  ),
  answering('a yes comes by a permanent redirect that keeps the request', 'admits', redirects(308, answers(yes)), {
    because: 'Kyverno follows redirects; the certificate of the other place is verified like that of this one',
  }),
  answering('a yes comes by a redirect that makes a GET of the request', 'denies', redirects(302, answers(yes))),
  answering('a redirect leads to itself', 'denies', ({ response }) =>
    response.writeHead(307, { location: '/kyverno/v1/decision' }).end(),
  ),
  answering('a yes is three seconds late', 'admits', late(3000, answers(yes)), {
    because: 'Kyverno waits as long as the API server does',
  }),
  answering('the connection ends in the middle of a yes', 'denies', resets(yes)),
  answering('the connection ends before anything is said', 'denies', ({ response }) => response.destroy()),
]

const TEXTS: readonly Situation[] = (
  [
    ['nothing', ''],
    ['HTML', '<html><body>200 OK</body></html>'],
    ['an empty list', '[]'],
    ['null', 'null'],
    ['true', 'true'],
    ['a number', '200'],
    ['text', '"accepted"'],
    ['an empty object', '{}'],
    ['a body that is null', '{"body":null}'],
    ['a body that is true', '{"body":true}'],
    ['a body that is a list', '{"body":[]}'],
    ['a body that is text', '{"body":"accepted"}'],
    ['an empty body', '{"body":{}}'],
    ['half a JSON text', '{"body":{"schema":"pawl.dev/kyverno/v1","accepted":{"enforce":true}'],
  ] as const
).map(([name, text]) => answering(`the gateway answers ${name}`, 'denies', says(200, text)))

const FORMS: readonly Situation[] = [
  answering('a yes is not inside a body', 'denies', ({ asked, response }) =>
    response.writeHead(200).end(JSON.stringify(yes(asked))),
  ),
  answering('a list holds a yes', 'denies', ({ asked, response }) =>
    response.writeHead(200).end(JSON.stringify([{ body: yes(asked) }])),
  ),
  answering('a yes says itself that its status is 200, with another', 'denies', ({ asked, response }) =>
    response.writeHead(503).end(JSON.stringify({ body: yes(asked), statusCode: 200 })),
  ),
  answering('a yes is called text', 'admits', ({ asked, response }) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(JSON.stringify({ body: yes(asked) })),
  ),
  answering(
    'something stands behind a yes',
    'admits',
    rewrites(yes, (text) => `${text} and more`),
    {
      because: 'Kyverno reads the first JSON value; whoever writes behind it could have written it',
    },
  ),
  answering(
    'something stands before a yes',
    'denies',
    rewrites(yes, (text) => `yes: ${text}`),
  ),
]

const ECHOES: readonly Situation[] = [
  ...['schema', 'asks', 'profile', 'nonce', 'images'].map((member) =>
    answering(`a yes does not say its ${member}`, 'denies', answers(without(member))),
  ),
  answering('a yes is of another version', 'denies', answers(but({ schema: 'pawl.dev/kyverno/v2' }))),
  answering('a yes is to another request', 'denies', answers(but({ nonce: 'another' }))),
  answering('the nonce of a yes is empty', 'denies', answers(but({ nonce: '' }))),
  answering('a yes is for another profile', 'denies', answers(but({ profile: 'auditing' }))),
  answering('a yes is to another question', 'denies', answers(but({ asks: 'pin' }))),
  answering(
    'a yes is about one image less',
    'denies',
    answers((asked) => ({ ...yes(asked), images: asked.images.slice(1) })),
  ),
  answering(
    'a yes is about one image more',
    'denies',
    answers((asked) => ({ ...yes(asked), images: [...asked.images, EVIL] })),
  ),
  answering(
    'a yes is about another image',
    'denies',
    answers((asked) => ({ ...yes(asked), images: [GOOD, EVIL] })),
  ),
  answering(
    'the images of a yes are text',
    'denies',
    answers((asked) => ({ ...yes(asked), images: asked.images.join(',') })),
  ),
  answering(
    'the images of a yes are in another order',
    'denies',
    answers((asked) => ({ ...yes(asked), images: asked.images.toReversed() })),
  ),
]

const decided = (when: string, verdict: Verdict, accepted: unknown): Situation =>
  answering(when, verdict, answers(but({ accepted })), { only: 'decision' })

const DECISIONS: readonly Situation[] = [
  decided('only what enforces is accepted', 'admits', { enforce: true, warn: false, audit: false }),
  decided('everything but what enforces is accepted', 'denies', { enforce: false, warn: true, audit: true }),
  ...(
    [
      ['the text true', 'true'],
      ['1', 1],
      ['null', null],
      ['a list of true', [true]],
      ['an object', { value: true }],
    ] as const
  ).map(([name, enforce]) => decided(`enforce is ${name}`, 'denies', { enforce, warn: true, audit: true })),
  decided('enforce is absent', 'denies', { warn: true, audit: true }),
  decided('accepted is true', 'denies', true),
  decided('accepted is null', 'denies', null),
  decided('accepted is a list', 'denies', ['enforce']),
  answering('accepted is absent', 'denies', answers(without('accepted')), { only: 'decision' }),
  answering(
    'the reasons of a no are no texts',
    'denies',
    answers((asked) => ({ ...no(asked), reasons: [1, null, {}] })),
    { only: 'decision' },
  ),
  answering(
    'the reasons of a no are null',
    'denies',
    answers((asked) => ({ ...no(asked), reasons: null })),
    { only: 'decision' },
  ),
  answering(
    'the reasons of a no are absent',
    'denies',
    answers((asked) => ({ ...yes(asked), accepted: {}, reasons: undefined })),
    { only: 'decision' },
  ),
]

export const HOSTILE_ANSWERS: readonly Situation[] = [...STATUSES, ...TEXTS, ...FORMS, ...ECHOES, ...DECISIONS]

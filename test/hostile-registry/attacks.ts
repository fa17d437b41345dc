import type { AnswerCode, AnswerStatus } from '@pawl/sources'
import {
  alternate,
  type Behaviour,
  corrupt,
  drip,
  endless,
  endlessPages,
  floodLarge,
  floodLayers,
  floodReferrers,
  gzipBomb,
  HONEST,
  hang,
  hugeHeaders,
  type Question,
  redate,
  sendIndex,
  statusOnly,
  unknownDescriptor,
  where,
} from '@pawl/testkit'
import type { Stage } from './stage.ts'

/** What an attack comes to. `claims`: how many of the three honest ones are left; more there are never. */
export interface Attack {
  readonly name: string
  readonly behave: (stage: Stage) => Behaviour
  readonly claims: number
  /** Undefined where the tag could not be resolved: then it ends with a fault. */
  readonly status: AnswerStatus | undefined
  readonly code: AnswerCode | undefined
  /** Where nothing could be resolved: the beginning of the fault. */
  readonly fault?: string
  /** Milliseconds for the image, where the attack is about time. */
  readonly timeout?: number
}

const MiB = 1_048_576
const isTag = ({ kind, reference }: Question): boolean => kind === 'manifests' && reference === '1.4'
const isAtt = ({ kind, reference }: Question): boolean => kind === 'manifests' && reference.endsWith('.att')
const isReferrers = ({ kind }: Question): boolean => kind === 'referrers'
const isReferrer = ({ kind, reference }: Question): boolean => kind === 'manifests' && reference.startsWith('sha256:')
const isBlob = ({ kind }: Question): boolean => kind === 'blobs'
const isEvidence = (question: Question): boolean => !isTag(question)

/** A change to the content before anything is asked; what is served is then as a registry should. */
const changed =
  (change: (stage: Stage) => void): Attack['behave'] =>
  (stage) => {
    change(stage)
    return HONEST
  }
const always =
  (behaviour: Behaviour): Attack['behave'] =>
  () =>
    behaviour

const notFound = statusOnly(404)
const redirectTo = (location: string): Behaviour => statusOnly(307, { location })

export const ATTACKS: readonly Attack[] = [
  // Stripped.
  {
    name: 'C82: the .att is stripped',
    behave: always(where(isAtt, notFound)),
    claims: 1,
    status: 'complete',
    code: undefined,
  },
  {
    name: 'C82: referrers are stripped',
    behave: always(where(isReferrers, notFound)),
    claims: 2,
    status: 'complete',
    code: undefined,
  },
  {
    name: 'C82: everything is stripped',
    behave: always(where(isEvidence, notFound)),
    claims: 0,
    status: 'complete',
    code: undefined,
  },
  {
    name: 'C82: blobs are stripped',
    behave: always(where(isBlob, notFound)),
    claims: 0,
    status: 'partial',
    code: 'not-found',
  },

  // Too much.
  {
    name: 'C62: 100,000 layers',
    behave: changed(({ content, image }) => floodLayers(content, image, 100_000, 50_000, false)),
    claims: 1,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C62: 15,000 layers that are not there, in one manifest that may be read',
    behave: changed(({ content, image }) => floodLayers(content, image, 15_000, 0, false)),
    claims: 3,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C62: 2,000 garbage attestations behind the honest ones',
    behave: changed(({ content, image }) => floodLayers(content, image, 2000, 0, true)),
    claims: 3,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C62: 2,000 garbage attestations before the honest ones',
    behave: changed(({ content, image }) => floodLayers(content, image, 2000, 2000, true)),
    claims: 3,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C62: 2,000 garbage attestations on both sides: what lies elsewhere is still found',
    behave: changed(({ content, image }) => floodLayers(content, image, 2000, 1000, true)),
    claims: 1,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C62: 3,000 garbage referrers: what lies elsewhere is still found',
    behave: changed(({ content, image }) => floodReferrers(content, image, 3000)),
    claims: 3,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C62: pages of referrers without end',
    behave: always(where(isReferrers, endlessPages(500))),
    claims: 2,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C62: empty pages of referrers without end',
    behave: always(where(isReferrers, endlessPages(0))),
    claims: 2,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C63: 40 garbage attestations of 4 MB each',
    behave: changed(({ content, image }) => floodLarge(content, image, 40, 3_100_000)),
    claims: 1,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C63: a manifest of 64 MiB',
    behave: always(where(isAtt, ({ response }) => sendBlank(response, 64 * MiB))),
    claims: 1,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C63: a .att without end behind a Content-Length of 2',
    behave: always(where(isAtt, endless(2))),
    claims: 1,
    status: 'partial',
    code: 'content-invalid',
  },
  {
    name: 'C63: everything without end',
    behave: always(where(isEvidence, endless(undefined))),
    claims: 0,
    status: 'refused',
    code: 'over-budget',
  },
  {
    name: 'C63: blobs without end',
    behave: always(where(isBlob, endless(undefined))),
    claims: 0,
    status: 'partial',
    code: 'over-budget',
  },
  {
    name: 'C63: a gzip bomb for every manifest',
    behave: always(where(isEvidence, gzipBomb)),
    claims: 0,
    status: 'refused',
    code: 'response-refused',
  },
  {
    name: 'C63: a gzip bomb for every blob',
    behave: always(where(isBlob, gzipBomb)),
    claims: 0,
    status: 'partial',
    code: 'response-refused',
  },
  {
    name: 'C63: headers of 64 KiB',
    behave: always(where(isAtt, hugeHeaders)),
    claims: 1,
    status: 'partial',
    code: 'response-refused',
  },

  // Too slow.
  {
    name: 'C65: a .att of a byte a second',
    behave: always(where(isAtt, drip)),
    claims: 1,
    status: 'partial',
    code: 'timeout',
    timeout: 2500,
  },
  {
    name: 'C65: every blob of a byte a second',
    behave: always(where(isBlob, drip)),
    claims: 0,
    status: 'partial',
    code: 'timeout',
    timeout: 2500,
  },
  {
    name: 'C65: a tag of a byte a second',
    behave: always(drip),
    claims: 0,
    status: undefined,
    code: undefined,
    fault: 'image-unavailable',
    timeout: 2500,
  },
  {
    name: 'C65: referrers that never answer',
    behave: always(where(isReferrers, hang)),
    claims: 2,
    status: 'partial',
    code: 'timeout',
    timeout: 2500,
  },
  {
    name: 'C65: 2,000 referrers that never answer',
    behave: always((exchange) =>
      (isReferrers(exchange.question) ? manyUnknown(2000) : where(isReferrer, hang))(exchange),
    ),
    claims: 2,
    status: 'partial',
    code: 'timeout',
    timeout: 2500,
  },

  // Something else.
  {
    name: 'C79: the tag changes with every question',
    behave: (stage) =>
      where(
        isTag,
        alternate(HONEST, ({ response }) => sendManifest(response, stage)),
      ),
    claims: 3,
    status: 'complete',
    code: undefined,
  },
  {
    name: 'C80: one bit of every blob is another',
    behave: always(where(isBlob, corrupt)),
    claims: 0,
    status: 'partial',
    code: 'content-invalid',
  },
  {
    name: 'C80: every referrer is another that means the same',
    behave: always(where(isReferrer, redate)),
    claims: 2,
    status: 'partial',
    code: 'content-invalid',
  },
  {
    name: 'C80: one bit of every referrer is another',
    behave: always(where(isReferrer, corrupt)),
    claims: 2,
    status: 'partial',
    code: 'content-invalid',
  },

  // Elsewhere.
  {
    name: 'C83: blobs lead to the metadata service',
    behave: always(where(isBlob, redirectTo('http://169.254.169.254/latest/meta-data/'))),
    claims: 0,
    status: 'partial',
    code: 'redirect-refused',
  },
  {
    name: 'C83: blobs lead to the metadata service over https',
    behave: always(where(isBlob, redirectTo('https://169.254.169.254/latest/'))),
    claims: 0,
    status: 'partial',
    code: 'address-blocked',
  },
  {
    name: 'C83: blobs lead to an IPv4-mapped address',
    behave: always(where(isBlob, redirectTo('https://[::ffff:10.0.0.1]/'))),
    claims: 0,
    status: 'partial',
    code: 'address-blocked',
  },
  {
    name: 'C83: blobs lead to an address in one number',
    behave: always(where(isBlob, redirectTo('https://2130706433/'))),
    claims: 0,
    status: 'partial',
    code: 'address-blocked',
  },
  {
    name: 'C83: blobs lead to a name of this machine',
    behave: always(where(isBlob, redirectTo('https://localhost/'))),
    claims: 0,
    status: 'partial',
    code: 'address-blocked',
  },
  {
    name: 'C83: everything leads in a circle',
    behave: always(
      where(isEvidence, ({ response, question }) => response.writeHead(307, { location: question.url.pathname }).end()),
    ),
    claims: 0,
    status: 'refused',
    code: 'redirect-refused',
  },
  {
    name: 'C83: pages lead to another host',
    behave: always(where(isReferrers, ({ response }) => sendNext(response, 'https://169.254.169.254/v2/'))),
    claims: 2,
    status: 'partial',
    code: 'redirect-refused',
  },
  {
    name: 'C83: pages lead to another question',
    behave: always(where(isReferrers, ({ response }) => sendNext(response, '/v2/other/referrers/x'))),
    claims: 2,
    status: 'partial',
    code: 'redirect-refused',
  },
  {
    name: 'C83: the realm is link-local',
    behave: always(where(isEvidence, challengeAt('http://169.254.169.254/token'))),
    claims: 0,
    status: 'refused',
    code: 'realm-refused',
  },
  {
    name: 'C83: the realm is link-local over https',
    behave: always(where(isEvidence, challengeAt('https://169.254.169.254/token'))),
    claims: 0,
    status: 'refused',
    code: 'address-blocked',
  },

  // No.
  ...(
    [
      [401, 'unauthorized', 'refused'],
      [403, 'forbidden', 'refused'],
      [429, 'rate-limited', 'refused'],
      [418, 'status-unexpected', 'refused'],
      [500, 'server-error', 'unreachable'],
      [503, 'server-error', 'unreachable'],
    ] as const
  ).map(
    ([status, code, as]) =>
      ({
        name: `${status} for all evidence`,
        behave: always(where(isEvidence, statusOnly(status))),
        claims: 0,
        status: as,
        code,
      }) as const,
  ),
]

function manyUnknown(count: number): Behaviour {
  return ({ response }) =>
    sendIndex(
      response,
      Array.from({ length: count }, (_, index) => unknownDescriptor(index)),
    )
}

function challengeAt(realm: string): Behaviour {
  return statusOnly(401, { 'www-authenticate': `Bearer realm="${realm}",service="registry.test"` })
}

type Response = Parameters<Behaviour>[0]['response']

function sendNext(response: Response, next: string): void {
  response.setHeader('link', `<${next}>; rel="next"`)
  sendIndex(response, [])
}

function sendManifest(response: Response, { content, other }: Stage): void {
  response
    .writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' })
    .end(content.blobs.get(other))
}

function sendBlank(response: Response, size: number): void {
  response.writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' })
  response.end(Buffer.alloc(size, ' '))
}

import type { Mutant } from '../mutant.ts'

const SERVER = 'apps/cli/src/opa-server'
const ANSWER = 'packages/opa/src/server-answer.ts'
const SUITES = ['test/hostile-opa-server']

function row(name: string, file: string, change: readonly [find: string, replace: string], named: string): Mutant {
  return { name, file, find: change[0], replace: change[1], caughtBy: 'tests', suites: SUITES, named }
}

/** What an OPA server says, and who says it. */
export const OPA_SERVER: readonly Mutant[] = [
  row(
    'an OPA server may answer with any status',
    `${SERVER}/post-question.ts`,
    ['response.statusCode === 200', 'response.statusCode !== undefined'],
    'server-status',
  ),
  row(
    'an OPA server may answer without end',
    `${SERVER}/post-question.ts`,
    ["if (total > MAX_BYTES) return 'server-answer-too-large'", ''],
    'server-answer-too-large',
  ),
  row(
    'the environment may turn off the TLS of an OPA server',
    `${SERVER}/post-question.ts`,
    ['rejectUnauthorized: true, ', ''],
    'environment turns verification off',
  ),
  row(
    'an OPA server may be at any address over plain http',
    `${SERVER}/server-address.ts`,
    ["url.protocol === 'http:' && LOOPBACK.test(url.hostname)", "url.protocol === 'http:'"],
    'is not http',
  ),
  row(
    'an OPA server may be asked at any path',
    `${SERVER}/server-address.ts`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the source
    ['url.href !== `${url.origin}/`', "url.origin === ''"],
    'is not http',
  ),
  row(
    'an OPA server may disagree',
    `${SERVER}/agreeing.ts`,
    ['differing.length === 0', 'differing.length >= 0'],
    'opa-server-disagrees',
  ),
  row(
    'an OPA server may send a member twice',
    `${SERVER}/ask-server.ts`,
    ['const body = readJson(answer)', "const body = JSON.parse(Buffer.from(answer).toString('utf8'))"],
    'server-answer-malformed',
  ),
  row(
    'an OPA server may say more than a result',
    ANSWER,
    ["others.length > 1 || (others.length === 1 && typeof body['decision_id'] !== 'string')", 'others.length > 9'],
    'engine-answer-invalid',
  ),
  row(
    'what an OPA server says need not cover the request',
    ANSWER,
    ["'code' in said ? said : coveredOutcome(said, request, document, profile)", 'said'],
    'law L7',
  ),
]

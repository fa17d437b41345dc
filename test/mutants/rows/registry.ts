import { join } from 'node:path/posix'
import type { Mutant } from '../mutant.ts'

const SRC = 'packages/sources/src/registry'
const HOSTILE = 'test/hostile-registry'
const CREDENTIALS = `${HOSTILE}/credentials.test.ts`
const REACH = `${HOSTILE}/reach.test.ts`
const SUBJECT = `${HOSTILE}/subject.test.ts`

function row(name: string, file: string, find: string, replace: string, ...suites: readonly string[]): Mutant {
  return { name, file: join(SRC, file), find, replace, caughtBy: 'tests', suites }
}

/** By the attacks whose names have `named` in them: each has a process of its own, and takes its time. */
function attacked(named: string, name: string, file: string, find: string, replace: string): Mutant {
  return { ...row(name, file, find, replace, `${HOSTILE}/hostile.test.ts`), named }
}

/** What is asked of whom, and what of the answer is taken. None of it has a rejection code: what is not taken is not there. */
export const REGISTRY: readonly Mutant[] = [
  row('any registry may be asked', 'may-ask.ts', 'each === registryOf(repository)', 'true', REACH),
  row(
    'a glob over repositories is a beginning',
    'may-ask.ts',
    'globMatches(each, repository)',
    "repository.startsWith(each.replace('/**', ''))",
    REACH,
  ),
  attacked(
    'C80',
    'the digest of a manifest is believed',
    'registry-client.ts',
    "|| (reference.includes(':') && reference !== digest)",
    '',
  ),
  attacked(
    'C80',
    'the bytes of a blob are believed',
    'registry-client.ts',
    'sha256Digest(received.bytes) === digest ?',
    'received.bytes.length > 0 ?',
  ),
  row(
    'a name may be at any address',
    '../http/guarded-connector.ts',
    ' || addresses.some(({ address }) => isBlockedAddress(address))',
    '',
    'packages/sources/src/http',
  ),
  row(
    'an address that is written out is not checked',
    '../http/guarded-connector.ts',
    'if (isBlockedLiteral(target.hostname)) queueMicrotask',
    'if (target.hostname === "") queueMicrotask',
    REACH,
  ),
  row(
    'IPv4 in IPv6 is public',
    '../http/blocked-address.ts',
    "!globalV6.check(address, 'ipv6') ||",
    "address.startsWith('fe80') ||",
    'packages/sources/src/http',
  ),
  row(
    'a registry that may be private makes all hosts so',
    '../http/follow-redirects.ts',
    'reach.mayBePrivate && url.origin === reach.origin',
    'reach.mayBePrivate',
    REACH,
  ),
  attacked(
    'metadata service',
    'a redirect may leave https',
    '../http/follow-redirects.ts',
    "if (target.protocol === 'https:') return mayLeadTo",
    "if (target.protocol !== 'file:') return mayLeadTo",
  ),
  row(
    'credentials follow a redirect',
    '../http/follow-redirects.ts',
    'if (next.origin !== url.origin) headers',
    'if (next.origin === "") headers',
    CREDENTIALS,
  ),
  row(
    'credentials come back with a redirect',
    '../http/follow-redirects.ts',
    '    if (next.origin !== url.origin) headers = withoutCredentials(headers)\n',
    '    headers = next.origin === start.origin ? ask.headers : withoutCredentials(headers)\n',
    CREDENTIALS,
  ),
  row(
    'a realm gets credentials wherever it is',
    'auth/realm.ts',
    'credential === undefined || isOwn || isNamed',
    'credential === undefined || url.href !== ""',
    CREDENTIALS,
  ),
  row(
    'a realm may be plain http',
    'auth/realm.ts',
    "(url.protocol === 'http:' && plainHttp)",
    "url.protocol === 'http:'",
    REACH,
  ),
  row(
    'a list may go on at another host',
    '../http/next-link.ts',
    'url.origin === from.origin && ',
    '',
    CREDENTIALS,
    `${SRC}/evidence`,
  ),
  row(
    'a list may go on as another question',
    'evidence/next-page.ts',
    ' && next.pathname !== from.pathname',
    ' && next.pathname === ""',
    `${SRC}/evidence`,
  ),
  row(
    'a key is for what begins like it',
    'credentials/registry-key.ts',
    'path === parsed.path || path.startsWith',
    'path.startsWith(parsed.path) || path.startsWith',
    `${SRC}/credentials`,
  ),
  row(
    'a key is for what ends like it',
    'credentials/registry-key.ts',
    'parsed.registry !== registry)',
    '!registry.endsWith(parsed.registry))',
    `${SRC}/credentials`,
  ),
  row(
    'a helper may be a path',
    'credentials/credential-helper.ts',
    'if (!NAME.test(name))',
    "if (name === '')",
    `${SRC}/credentials`,
  ),
  attacked(
    'C63',
    'an answer of a registry has no end',
    '../http/exchange.ts',
    'if (!(total + part.length <= limit)) return undefined',
    'if (total < 0) return undefined',
  ),
  attacked(
    'gzip',
    'a compressed answer is an answer',
    '../http/exchange.ts',
    "encoding !== undefined && encoding !== 'identity'",
    "encoding === 'x'",
  ),
  attacked(
    'pages of referrers',
    'pages have no end',
    'evidence/routes.ts',
    'page < MAX_PAGES && listed.length < MAX_LISTED',
    'page >= 0',
  ),
  row(
    'one route may take all',
    'evidence/shares.ts',
    'amount <= own || amount <= this.#left - this.#sureOfOthers(name)',
    'amount <= this.#left',
    `${SRC}/evidence`,
  ),
  row(
    'it asks again without end',
    '../http/ask-again.ts',
    'retry < MAX_RETRIES',
    'retry < 50',
    'packages/sources/src/http',
  ),
  row(
    'it waits beyond the deadline',
    '../http/ask-again.ts',
    ' && pause < timeLeft()',
    '',
    'packages/sources/src/http',
  ),
  row(
    'a tag is believed at any mirror',
    'registry-session.ts',
    'endpoint.tags || digest !== undefined',
    'endpoint.origin !== ""',
    REACH,
  ),
  row(
    'an image may be two things',
    'registry-session.ts',
    'if (!isUnambiguousImage(found.manifest, found.contentType))',
    'if (found.digest === "")',
    SUBJECT,
  ),
  row(
    'routes end with the first that answers',
    'source.ts',
    'await Promise.all(routes.map((route) =>',
    'await Promise.all(routes.slice(0, 1).map((route) =>',
    SUBJECT,
  ),
]

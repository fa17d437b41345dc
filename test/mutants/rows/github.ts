import type { Mutant } from '../mutant.ts'

const SRC = 'packages/sources/src/github'
const HOSTILE = 'test/hostile-github'
const LISTING = `${HOSTILE}/listing.test.ts`
const ATTACKS = `${HOSTILE}/hostile.test.ts`

function row(name: string, file: string, find: string, replace: string, ...suites: readonly string[]): Mutant {
  return { name, file: `${SRC}/${file}`, find, replace, caughtBy: 'tests', suites }
}

/** Where the API may send us, who sees the token, and what its answers may cost. None of it has a rejection code: what is not taken is not there. */
export const GITHUB: readonly Mutant[] = [
  row('a bundle may be at any host', 'github-client.ts', ' || !bundleHosts.includes(url.host)', '', ATTACKS),
  row(
    'the host of a bundle is one by its beginning',
    'github-client.ts',
    '!bundleHosts.includes(url.host)',
    '!bundleHosts.some((host) => url.host.startsWith(host))',
    ATTACKS,
  ),
  row(
    'a bundle may be on plain http',
    'github-client.ts',
    "url?.protocol !== 'https:'",
    "url?.protocol === 'file:'",
    ATTACKS,
  ),
  row('the store may send on to any host', 'github-client.ts', 'leadsTo: bundleHosts', "leadsTo: 'public'", ATTACKS),
  row('the API may send on to any host', 'github-client.ts', 'leadsTo: [host]', "leadsTo: 'public'", ATTACKS),
  row(
    'a host of bundles may be at any address',
    'github-client.ts',
    'origin: url.origin, plainHttp: false, mayBePrivate: false',
    'origin: url.origin, plainHttp: false, mayBePrivate: true',
    ATTACKS,
  ),
  row(
    'the API may be at any address',
    'github-client.ts',
    'mayBePrivate: apiMayBePrivate',
    'mayBePrivate: true',
    ATTACKS,
  ),
  row(
    'the store gets the token',
    'github-client.ts',
    "{ accept: '*/*' }",
    "{ accept: '*/*', authorization: this.#options.token ?? '' }",
    ATTACKS,
    LISTING,
  ),
  row(
    'the API may be on plain http',
    'github-options.ts',
    "url?.protocol !== 'https:'",
    "url?.protocol === 'file:'",
    SRC,
  ),
  row('a place may have any path', 'github-options.ts', ' && more.length === 0', '', SRC),
  row('a repository may be a way up', 'github-options.ts', '(?!\\.{1,2}$)', '', SRC),
  row(
    'a list may have any number of parts',
    'page.ts',
    'if (!(partsOf(bytes) <= MAX_PARTS))',
    'if (bytes.length < 0)',
    ATTACKS,
  ),
  row('pages of GitHub have no end', 'source.ts', 'if (!(number < MAX_PAGES))', 'if (number < 0)', ATTACKS),
  row('bytes of lists have no end', 'source.ts', 'left -= received.bytes.length', 'left -= 0', ATTACKS),
  row('requests for bundles have no end', 'collector.ts', 'this.#requests <= 0 || ', '', ATTACKS),
  row('bytes of bundles have no end', 'collector.ts', ' || this.#bytes <= 0', '', ATTACKS),
  row(
    'a refused page ends as if the list had',
    'source.ts',
    'if (isUnanswered(received)) return received.code',
    'if (isUnanswered(received)) return undefined',
    LISTING,
  ),
  row(
    'too often is never asked again',
    'rate-limit.ts',
    'status === 429 || (status === 403',
    'status === 429 || (status === 999',
    SRC,
    LISTING,
  ),
  row(
    'a block has room for what it says',
    'snappy.ts',
    'if (!(declared.size <= limit))',
    'if (declared.size < 0)',
    SRC,
  ),
  row('a block may hold more than it says', 'snappy.ts', 'filled + size <= room && ', '', SRC),
  row(
    'a block may hold less than it says',
    'snappy.ts',
    'return filled === output.length',
    'return filled <= output.length',
    SRC,
  ),
  row('a copy may come from before the beginning', 'snappy.ts', 'offset <= filled', 'offset >= filled - offset', SRC),
]

import type { Mutant } from '../mutant.ts'

type Change = Pick<Mutant, 'name' | 'file' | 'find' | 'replace'> & { readonly suites?: readonly string[] }

const OPENING = ['packages/opa/src/bundle', 'test/engines/opa/open-bundle.test.ts']
const LIVE = ['packages/opa/src/live', 'test/engines/opa/live-engine.test.ts']
const FOREIGN = ['packages/opa/src/foreign']

const CHANGES: readonly Change[] = [
  {
    name: 'a bundle needs no signature that holds',
    file: 'bundle/signed-token.ts',
    find: 'keys.find((key) => key.verify(signed, signatureBytes))',
    replace: 'keys.find((key) => key.verify(signed, signatureBytes) || signed.length > 0)',
  },
  {
    name: 'the header of a token may name another algorithm',
    file: 'bundle/signed-token.ts',
    find: " || header['alg'] !== by.algorithm",
    replace: '',
  },
  {
    name: 'a file may be in a bundle that nobody signed',
    file: 'bundle/signed-files.ts',
    find: "if (extra !== undefined) return refuse('bundle-file-extra', extra)",
    replace: '',
  },
  {
    name: 'a file of a bundle need not be the one that was signed',
    file: 'bundle/signed-files.ts',
    find: 'found !== undefined && found === hash',
    replace: 'found !== undefined',
  },
  {
    name: 'a file that was signed may be gone',
    file: 'bundle/signed-files.ts',
    find: "if (content === undefined) return refuse('bundle-file-missing', name)",
    replace: 'if (content === undefined) return undefined',
  },
  {
    name: 'a token may list a file twice',
    file: 'bundle/signed-files.ts',
    find: ' && byName.size === files.length',
    replace: '',
  },
  {
    name: 'a file in an archive may stand there twice',
    file: 'bundle/read-tar.ts',
    find: "    if (files.has(entry.name)) return refuse('bundle-unreadable', entry.name)\n",
    replace: '',
  },
  {
    name: 'an archive may hold links',
    file: 'bundle/read-tar.ts',
    find: ' && header[156] === 0x30',
    replace: '',
  },
  {
    name: 'something may stand behind the end of an archive',
    file: 'bundle/read-tar.ts',
    find: ' && isZero(end)',
    replace: '',
  },
  {
    name: 'something may stand behind the gzip member',
    file: 'bundle/gzip.ts',
    find: ' || bytes.length !== end + TRAILER',
    replace: ' || bytes.length < end + TRAILER',
  },
  {
    name: 'a name in an archive may lead elsewhere',
    file: 'bundle/file-name.ts',
    find: " && segment !== '..'",
    replace: '',
  },
  {
    name: 'data may have a member twice',
    file: 'bundle/strict-json.ts',
    find: 'shape.members === membersOf(value)',
    replace: 'shape.members >= membersOf(value)',
  },
  {
    name: 'an older bundle is taken again',
    file: 'bundle/bundle-revision.ts',
    find: '!(next.revision >= highest)',
    replace: '!(next.revision >= least)',
  },
  {
    name: 'one revision of a bundle has two contents',
    file: 'bundle/bundle-revision.ts',
    find: ' && each.digest !== next.digest',
    replace: ' && false',
  },
  {
    name: 'a revision names the digest of another content',
    file: 'bundle/bundle-revision.ts',
    find: "return refuse('bundle-revision-mismatch')",
    replace: 'return { revision: Number(number), digest }',
  },
  {
    name: 'the manifest is not part of the content',
    file: 'bundle/bundle-revision.ts',
    find: '.filter((name) => name !== SIGNATURES)',
    replace: '.filter((name) => name !== SIGNATURES && name !== MANIFEST)',
  },
  {
    name: 'a bundle is used for ever',
    file: 'live/freshness.ts',
    find: ' && age < maxAge',
    replace: ' && maxAge > 0',
    suites: LIVE,
  },
  {
    name: 'a yes outlasts its bundle',
    file: 'live/freshness.ts',
    find: 'Math.min(said.expiresAt ?? end, end)',
    replace: 'said.expiresAt ?? end',
    suites: LIVE,
  },
  {
    name: 'a bad bundle makes the good one younger',
    file: 'live/live-engine.ts',
    find: 'if (isBundleRejection(bundle)) return bundle.code',
    replace:
      'if (isBundleRejection(bundle)) {\n      if (this.#inUse !== undefined) this.#confirm(this.#inUse, about.confirmedAt)\n      return bundle.code\n    }',
    suites: LIVE,
  },
  {
    name: 'the age of a bundle counts from its answer',
    file: 'live/live-engine.ts',
    find: 'return await this.#take(await source.read(this.#inUse?.mark), askedAt)',
    replace: 'return await this.#take(await source.read(this.#inUse?.mark), Math.max(askedAt, clock()))',
    suites: LIVE,
  },
  {
    name: 'a bundle that was accepted is forgotten',
    file: 'live/live-engine.ts',
    find: '      this.#seen.push(seen)\n',
    replace: '',
    suites: LIVE,
  },
  {
    name: 'not modified is taken for an answer to nothing',
    file: 'live/http-source.ts',
    find: "return mark === undefined ? 'bundle-source-refused' : undefined",
    replace: 'return undefined',
    suites: LIVE,
  },
  {
    name: 'a bundle service sends without end',
    file: 'live/http-source.ts',
    find: '!(total <= MAX_PACKED)',
    replace: '!(total <= 20 * MAX_PACKED)',
    suites: LIVE,
  },
  {
    name: 'a module of others brings its own memory',
    file: 'foreign/foreign-thread.ts',
    find: "if (bringsMemory(wasm)) throw new TypeError('the module brings a memory of its own')\n",
    replace: 'if (wasm.length === 0) throw new TypeError(String(bringsMemory(wasm)))\n',
    suites: FOREIGN,
  },
  {
    name: 'the yes of others counts for images that they did not judge',
    file: 'foreign/foreign-engine.ts',
    find: 'return coveredOutcome(said, request, document, profile)',
    replace: 'return request.length > 99 ? coveredOutcome(said, request, document, profile) : said',
    suites: FOREIGN,
  },
]

/** Ways to have a bundle used that the operator did not sign, or no longer means; and rules of others believed too much. */
export const OPA_BUNDLES: readonly Mutant[] = CHANGES.map(({ suites = OPENING, ...each }) => ({
  ...each,
  file: `packages/opa/src/${each.file}`,
  caughtBy: 'tests',
  suites,
}))

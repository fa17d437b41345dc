import type { Mutant } from '../mutant.ts'

/** Bytes of others: what two readers could read differently. */
export const STRICT_JSON: readonly Mutant[] = [
  {
    name: 'JSON may have bytes behind it',
    file: 'packages/core/src/bytes/json-reader.ts',
    find: "    if (this.#at !== this.#text.length) throw new JsonRefusal('trailing')\n",
    replace: '',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes'],
  },
  {
    name: 'JSON may be of any depth',
    file: 'packages/core/src/bytes/json-reader.ts',
    find: "  if (!(depth < MAX_DEPTH)) throw new JsonRefusal('depth')\n",
    replace: '',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes'],
  },
  {
    name: 'a lone surrogate is text',
    file: 'packages/core/src/bytes/json-reader.ts',
    find: "    if (!text.isWellFormed()) throw new JsonRefusal('surrogate')\n",
    replace: '',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes'],
  },
  {
    name: 'a number may be infinite',
    file: 'packages/core/src/bytes/json-reader.ts',
    find: "digits === '' || !Number.isFinite(value)",
    replace: "digits === ''",
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes'],
  },
  {
    name: 'bytes that are no UTF-8 are mended',
    file: 'packages/core/src/bytes/strict-json.ts',
    find: 'fatal: true',
    replace: 'fatal: false',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes'],
  },
  {
    name: 'an object has a prototype',
    file: 'packages/core/src/bytes/json-reader.ts',
    find: 'Object.create(null)',
    replace: '{}',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes'],
  },
  {
    name: 'the other alphabet of base64 may have loose bits',
    file: 'packages/core/src/bytes/base64.ts',
    find: "bytes.toString('base64url') === text.replace(/=+$/, '')",
    replace: 'bytes.length >= 0',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes'],
  },
  {
    name: 'values are not counted',
    file: 'packages/core/src/bytes/json-reader.ts',
    find: '    this.#left -= 1\n',
    replace: '',
    caughtBy: 'tests',
    suites: ['packages/core/src/bytes/strict-json.test.ts'],
  },
]

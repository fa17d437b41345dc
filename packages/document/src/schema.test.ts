import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { canonicalJson, type JsonValue } from './canonical-json.ts'
import type { InputDocument } from './input-document.ts'
import { parseDocument } from './parse-document.ts'
import { inputDocument, inputDocumentJsonSchema } from './schema.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const digest = fc.constantFrom(DIGEST, `sha256:${'0'.repeat(64)}`)
const name = fc.constantFrom('a', 'ghcr.io/acme/app', 'é😀', 'x'.repeat(512), '__proto__')
const time = fc.constantFrom(0, 1, 1_763_812_800, 253_402_300_799)
const value = fc.oneof(
  fc.constantFrom<unknown>(true, '', 'text', 0, -1, 2 ** 53 - 1, [], ['a', '']),
  fc.array(fc.constantFrom('a', 'b'), { maxLength: 4 }),
)
const field = fc.constantFrom('a', 'level', 'constructor', 'toString', 'x'.repeat(64))
const claim = fc.record(
  {
    type: name,
    predicateType: name,
    attester: name,
    signer: fc.record({ kind: fc.constantFrom('key', 'keyless'), id: digest }),
    moment: time,
    expiresAt: time,
    statementDigest: digest,
    subject: name,
    summary: fc.dictionary(field, value, { maxKeys: 4 }),
  },
  { requiredKeys: ['type', 'predicateType', 'attester', 'signer', 'statementDigest', 'subject', 'summary'] },
)
const entry = fc.record(
  {
    reference: name,
    repository: name,
    name,
    digest,
    verifiedAt: time,
    validUntil: time,
    trust: fc.record({ name, digest, revision: fc.constantFrom(0, 7, -1) }),
    claims: fc.array(claim, { maxLength: 3 }),
  },
  { requiredKeys: ['reference', 'repository', 'name', 'verifiedAt', 'validUntil', 'trust', 'claims'] },
)
const good = fc.record({
  apiVersion: fc.constant('pawl.dev/v1'),
  kind: fc.constant('AttestationInput'),
  now: time,
  images: fc.array(entry, { minLength: 1, maxLength: 2 }),
})
const noise = (maxDepth: number): fc.Arbitrary<unknown> =>
  fc.jsonValue({ maxDepth, noUnicodeString: true }).filter((each) => !JSON.stringify(each).includes('__proto__'))
// Harmless and harmful alike. Lone surrogates and `__proto__` as a field have tests of their own below.
const oddity = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    false,
    true,
    0,
    -1,
    1.5,
    2 ** 53,
    253_402_300_800,
    '',
    'a\n',
    '\u2028',
    [],
    {},
    [[]],
    [1],
  ),
  fc.constantFrom<unknown>('a', DIGEST, DIGEST.toUpperCase(), `${DIGEST}\n`, 'x'.repeat(513), 7, ['a'], ['a', null]),
  noise(1),
)

interface Fault {
  readonly path: number
  readonly way: 'replace' | 'drop' | 'add'
  readonly by: unknown
}
const fault: fc.Arbitrary<Fault> = fc.record({
  path: fc.nat(),
  way: fc.constantFrom('replace', 'drop', 'replace', 'drop', 'replace', 'add'),
  by: oddity,
})

/** Every object and list of a document with its keys: the places where one thing can be wrong. */
function places(at: unknown): [Record<string, unknown>, string][] {
  if (typeof at !== 'object' || at === null) return []
  const holder = at as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [[holder, key] as [typeof holder, string], ...places(holder[key])])
}

function broken(document: unknown, faults: readonly Fault[]): unknown {
  const copy: unknown = structuredClone(document)
  for (const { path, way, by: shared } of faults) {
    // A copy: one value in two places could come to hold itself.
    const by: unknown = structuredClone(shared)
    const all = places(copy)
    const [holder, key] = all[path % all.length] ?? [{}, '']
    if (way === 'drop' && !Array.isArray(holder)) delete holder[key]
    else if (way === 'add') holder[Array.isArray(holder) ? String(holder.length) : 'added'] = by
    else holder[key] = by
  }
  return JSON.parse(JSON.stringify(copy))
}

/** What both make of a value: the document, or undefined. */
const byHand = (input: unknown): unknown => {
  const read = parseDocument(input)
  return 'outcome' in read ? undefined : read
}
/** As text: a member called `constructor` confuses deep equality. */
const textOf = (read: unknown): string => (read === undefined ? 'refused' : canonicalJson(read as JsonValue))
const bySchema = (input: unknown): unknown => inputDocument.safeParse(input).data

describe('inputDocument', () => {
  it('accepts what parseDocument accepts, and gives the same value, when documents are broken in one place', () => {
    const accepted: boolean[] = []
    fc.assert(
      fc.property(
        good,
        fc.oneof(fc.constant([]), fc.array(fault, { minLength: 1, maxLength: 2 })),
        (document, faults) => {
          const input = broken(document, faults)
          const read = byHand(input)
          accepted.push(read !== undefined)
          expect(textOf(bySchema(input))).toBe(textOf(read))
        },
      ),
      { numRuns: 3000 },
    )
    const share = accepted.filter(Boolean).length / accepted.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.8)
  })

  it('rejects any noise as parseDocument does', () => {
    fc.assert(
      fc.property(noise(3), (input) => {
        expect(textOf(bySchema(input))).toBe(textOf(byHand(input)))
      }),
    )
  })

  const claimed = (summary: unknown): object => ({
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationInput',
    now: 0,
    images: [
      {
        reference: 'r',
        repository: 'r',
        name: 'r',
        verifiedAt: 0,
        validUntil: 1,
        trust: { name: 't', digest: DIGEST, revision: 0 },
        claims: [
          {
            type: 't',
            predicateType: 'p',
            attester: 'a',
            signer: { kind: 'key', id: DIGEST },
            statementDigest: DIGEST,
            subject: 'exact',
            summary,
          },
        ],
      },
    ],
  })

  it('rejects a lone surrogate and does not throw (C71)', () => {
    expect(bySchema(claimed({ field: '\ud800' }))).toBe(byHand(claimed({ field: '\ud800' })))
  })

  it('rejects __proto__ as a summary field (C70)', () => {
    const input = claimed(JSON.parse('{"__proto__":1}'))
    expect(bySchema(input)).toBe(byHand(input))
  })

  it('has the type of the interface that is written by hand', () => {
    expectTypeOf<z.infer<typeof inputDocument>>().toEqualTypeOf<InputDocument>()
  })

  it('gives the JSON Schema that the package holds', () => {
    const file = readFileSync(new URL('../schema.json', import.meta.url), 'utf8')
    expect(file).toBe(`${JSON.stringify(inputDocumentJsonSchema(), null, 2)}\n`)
  })
})

import { isInvalidJson, readJson } from '@pawl/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64 } from '../../packages/core/src/bytes/base64.ts'
import { parseEnvelope } from '../../packages/core/src/dsse/envelope.ts'
import { SEED, SIZE } from './fuzz-size.ts'
import { brokenText, brokenValue, looseJson } from './near-yes.ts'

const RUN = { seed: SEED, numRuns: SIZE === 'long' ? 20_000 : 3000 }
console.log(`parsers: seed ${RUN.seed}, ${RUN.numRuns} runs a property`)

/** Why we refuse what JSON.parse takes: never because of its grammar. */
const OURS = new Set(['duplicate-member', 'depth', 'surrogate', 'number', 'utf-8'])

function platform(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Both readers take it and mean the same, or one of them refuses: ours for a reason of ours, or both. */
function agree(text: string): 'both' | 'neither' | 'stricter' {
  const ours = readJson(Buffer.from(text))
  const theirs = platform(text)
  if (!isInvalidJson(ours)) {
    expect(theirs).toBeDefined()
    expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs?.value))
    return 'both'
  }
  if (theirs === undefined) return 'neither'
  expect(OURS).toContain(ours.at)
  return 'stricter'
}

describe('the strict JSON reader', () => {
  it('reads what JSON.parse reads when it is written by JSON.stringify', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(agree(text)).toBe('both')
      }),
      { ...RUN, numRuns: Math.ceil(RUN.numRuns / 3) },
    )
  })

  it('never takes what JSON.parse refuses, nor reads it otherwise, when a text is broken', () => {
    const counts = { both: 0, neither: 0, stricter: 0 }
    fc.assert(
      fc.property(fc.oneof(brokenText(fc.json()), looseJson()), (text) => {
        counts[agree(text)] += 1
      }),
      RUN,
    )
    console.log(`parsers, broken JSON texts: ${JSON.stringify(counts)}`)
    expect(Math.min(counts.both, counts.neither, counts.stricter)).toBeGreaterThan(RUN.numRuns / 50)
  })

  it.each([
    '{"a":1,"a":2}',
    '['.repeat(66) + ']'.repeat(66),
    '"\\ud800"',
    '1e999',
    '\ufeff{}',
    '{"__proto__":1,"__proto__":2}',
  ])('is stricter than JSON.parse, or like it, when the text is %j: json-invalid', (text) => {
    expect(isInvalidJson(readJson(Buffer.from(text)))).toBe(true)
  })

  it('throws nothing when it reads any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readJson(bytes)
      }),
      RUN,
    )
  })
})

describe('the base64 decoder', () => {
  it('decodes what was encoded, in either alphabet', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.boolean(), (bytes, url) => {
        const text = Buffer.from(bytes).toString('base64')
        const written = url ? text.replaceAll('+', '-').replaceAll('/', '_') : text
        expect(decodeBase64(written)).toEqual(Buffer.from(bytes))
      }),
      RUN,
    )
  })

  it('takes one spelling of the bytes in an alphabet when it takes any', () => {
    const base64ish = fc.string({ unit: fc.constantFrom(...'ABCZaz019+/-_= \n') })
    fc.assert(
      fc.property(fc.oneof(base64ish, brokenText(fc.base64String({ maxLength: 40 })), fc.string()), (text) => {
        const bytes = decodeBase64(text)
        if (bytes === undefined) return
        const standard = Buffer.from(bytes).toString('base64')
        expect([standard, standard.replaceAll('+', '-').replaceAll('/', '_')]).toContain(text)
      }),
      RUN,
    )
  })

  it('refuses without throwing when it is given no string', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        (value) => void (typeof value === 'string' || expect(decodeBase64(value)).toBeUndefined()),
      ),
      RUN,
    )
  })
})

describe('the envelope reader', () => {
  const good = {
    payload: 'e30=',
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: 'AAAA', keyid: 'k' }],
  }

  it('gives a whole envelope or envelope-malformed when a good one is broken', () => {
    const counts = { taken: 0, refused: 0 }
    fc.assert(
      fc.property(brokenValue(good), (value) => {
        const read = readJson(Buffer.from(JSON.stringify(value)))
        if (isInvalidJson(read)) return
        const envelope = parseEnvelope(read)
        if ('outcome' in envelope) {
          expect(envelope.code).toBe('envelope-malformed')
          counts.refused += 1
          return
        }
        counts.taken += 1
        expect(envelope.signatures.length).toBeGreaterThanOrEqual(1)
        expect(envelope.signatures.length).toBeLessThanOrEqual(8)
        expect(envelope.signatures.every(({ signature }) => signature.length > 0)).toBe(true)
        expect(envelope.payloadType).not.toBe('')
      }),
      RUN,
    )
    console.log(`parsers, broken envelopes: ${JSON.stringify(counts)}`)
    expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(0)
  })
})

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { plainWords } from './plain-words.ts'

/** What zod says of a value, in our words: a new version of it that says something else fails here. */
function said(schema: z.ZodType, value: unknown): string {
  return plainWords(schema.safeParse(value, { reportInput: false }).error?.issues[0]?.message ?? 'nothing')
}

describe('plainWords', () => {
  it.each([
    [z.string(), 1, 'is a number: write text, in quotes if it is meant as text'],
    [z.string(), true, 'is true or false: write text, in quotes if it is meant as text'],
    [z.string(), null, 'is empty: write text'],
    [z.string(), [], 'is a list: write text'],
    [z.string(), undefined, 'is missing: write it here'],
    [z.string(), new Date(0), 'is something else: write text'],
    [z.int(), '1', 'is text: write a whole number'],
    [z.int(), 1.5, 'has a fraction: write a whole number'],
    [z.int(), 2 ** 53, 'is larger than 9007199254740991, which no engine reads exactly: write it as text, in quotes'],
    [z.int(), -(2 ** 60), 'is too small'],
    [z.int().min(0), -1, 'is less than 0'],
    [z.int().max(3), 4, 'is more than 3'],
    [z.array(z.string()), 'a', 'is text: write a list, [a, b] or a line with "- " for each'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'has more than 2 entries'],
    [z.string().max(2), 'abc', 'has more than 2 characters'],
    [z.strictObject({}), 'a', 'is text: write members, one "name: value" on each line'],
    [z.record(z.string(), z.string()), [], 'is a list: write members, one "name: value" on each line'],
    [z.string('is not ours'), 1, 'is not ours'],
  ])('of %s for %j', (schema, value, words) => {
    expect(said(schema, value)).toBe(words)
  })
})

import { isBoundedText, parseInstant } from '@pawl/document'
import { z } from 'zod'
import { isState, stateProblem } from './expected-state.ts'
import type { Expected, ExpectedState, PolicyTest, WrittenCase } from './policy-test.ts'

const text = z
  .string()
  .min(1, 'is empty')
  .refine((value) => isBoundedText(value, 512), 'is longer than 512 characters or holds control characters')
const list = z.array(text).min(1, 'is empty').max(64, 'has more than 64 entries')
const instant = z
  .string()
  .refine(
    (value) => parseInstant(value) !== undefined,
    'is not an instant: write UTC with whole seconds and Z, for example 2026-01-31T12:00:00Z',
  )
const verdict = z.enum(['allow', 'deny'], {
  error: ({ input }) => (input === undefined ? 'is missing: every case says what it expects' : 'is not allow or deny'),
})
const state = z.custom<ExpectedState>(isState, { error: ({ input }) => stateProblem(input) })
const requirements = z
  .record(text, state)
  .refine((value) => Object.keys(value).length >= 1, 'is empty: nothing would be compared')

const expected: z.ZodType<Expected> = z
  .strictObject({ decision: verdict.exactOptional(), requirements: requirements.exactOptional() })
  .refine((each) => each.decision !== undefined || each.requirements !== undefined, 'expects nothing of this image')

const without = z
  .strictObject({ claims: list.exactOptional(), attesters: list.exactOptional() })
  .refine((each) => each.claims !== undefined || each.attesters !== undefined, 'takes nothing out')

const testCase: z.ZodType<WrittenCase> = z
  .strictObject({
    name: text,
    now: instant,
    images: list.exactOptional(),
    evidence: list.exactOptional(),
    document: text.exactOptional(),
    without: without.exactOptional(),
    decision: verdict,
    expiresAt: instant.exactOptional(),
    requirements: requirements.exactOptional(),
    byImage: z.record(text, expected).exactOptional(),
  })
  .refine(
    (each) => (each.images === undefined) !== (each.document === undefined),
    'needs exactly one of images, document',
  )
  .refine((each) => each.evidence === undefined || each.images !== undefined, {
    path: ['evidence'],
    message: 'belongs to images: a document has its claims already',
  })
  .refine((each) => each.expiresAt === undefined || each.decision !== 'deny', {
    path: ['expiresAt'],
    message: 'belongs to an allow: a deny has no end',
  })

/** Unknown members are errors everywhere: a misspelt expectation would be one that nobody compares. */
export const policyTest: z.ZodType<PolicyTest> = z.strictObject({
  apiVersion: z.literal('pawl.dev/v1', 'is not pawl.dev/v1'),
  kind: z.literal('PolicyTest', 'is not PolicyTest'),
  metadata: z.strictObject({ name: text }),
  spec: z
    .strictObject({
      trust: text,
      policies: list,
      profiles: text.exactOptional(),
      namespace: text.exactOptional(),
      cases: z.array(testCase).min(1, 'is empty: nothing would be tested').max(1000, 'has more than 1,000 cases'),
    })
    .refine(
      (spec) => (spec.profiles === undefined) === (spec.namespace === undefined),
      'has only one of profiles and namespace: they belong together',
    )
    .refine((spec) => new Set(spec.cases.map(({ name }) => name)).size === spec.cases.length, {
      path: ['cases'],
      message: 'have a name twice: a report could not tell them apart',
    }),
})

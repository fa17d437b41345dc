import type { Fault } from '../engine.ts'

const DATA = 'JSON.stringify({ pawl: { profile } })'
const profileWith = (members: string): string => `JSON.stringify({ pawl: { profile: { ...profile, ${members} } } })`
const policiesWith = (members: string): string =>
  profileWith(`policies: profile.policies.map((each) => ({ ...each, ${members} }))`)

/**
 * Faults of the adapter around the module, whose own are those of the Rego: what it is given, what of its answer is passed on, and what is asked
 * beside it. The comparison must notice each.
 */
export const OPA_WASM_FAULTS: readonly Fault[] = [
  { file: 'encode-input.ts', find: DATA, replace: profileWith("validUntil: 'unlimited'") },
  { file: 'encode-input.ts', find: DATA, replace: profileWith("unmatched: 'allow'") },
  { file: 'encode-input.ts', find: DATA, replace: profileWith('policies: profile.policies.slice(0, 1)') },
  { file: 'encode-input.ts', find: DATA, replace: policiesWith('exceptions: []') },
  {
    file: 'encode-input.ts',
    find: DATA,
    replace: policiesWith('revoked: { digests: [], statements: [], attesters: [], signers: [] }'),
  },
  {
    file: 'encode-input.ts',
    find: 'const text = JSON.stringify(document)',
    replace: 'const text = JSON.stringify({ ...document, now: document.now - 1 })',
  },
  {
    file: 'opa-engine.ts',
    find: "return 'code' in said ? said : coveredOutcome(said, request, input.asRead, profile)",
    replace: 'return said',
  },
  {
    file: 'opa-engine.ts',
    find: 'coveredOutcome(said, request,',
    replace: 'coveredOutcome(said, request.map((each) => each.normalize()),',
  },
  {
    file: 'opa-engine.ts',
    find: 'coveredOutcome(said, request,',
    replace: 'coveredOutcome(said, [...request, ...document.images.map((each) => each.reference)],',
  },
  {
    file: 'decode-answer.ts',
    find: '{ allow: false, unmet, expiresAt',
    replace: '{ allow: false, unmet: unmet.slice(0, 1), expiresAt',
  },
  { file: 'decode-answer.ts', find: 'end <= span.latest', replace: 'end < span.latest' },
  { file: 'decode-answer.ts', find: 'return span.latest === end', replace: 'return false' },
]

/** Faults of the reader: each takes something for a yes that is none. The broken yeses must find each. */
export const DECODER_FAULTS: readonly Fault[] = [
  { file: 'decode-answer.ts', find: "result['allow'] === true", replace: "Boolean(result['allow'])" },
  { file: 'decode-answer.ts', find: "result['allow'] === true", replace: "String(result['allow']) === 'true'" },
  {
    file: 'decode-answer.ts',
    find: "result['allow'] === true && unmet.length === 0",
    replace: "result['allow'] === true",
  },
  { file: 'decode-answer.ts', find: '!isList(unmet)', replace: '!isList(Object(unmet).length === 0 ? [] : unmet)' },
  {
    file: 'decode-answer.ts',
    find: "  if (answer.length !== 1) return failure('engine-answer-invalid')\n",
    replace: '',
  },
  { file: 'decode-answer.ts', find: ' || Object.keys(value).length !== members.length', replace: '' },
  { file: 'decode-answer.ts', find: 'return span.latest === end', replace: 'return true' },
  { file: 'decode-answer.ts', find: 'isTime(end) && end > span.now', replace: 'Number(end) > span.now' },
  { file: 'decode-answer.ts', find: 'end > span.now', replace: 'end >= span.now' },
  { file: 'decode-answer.ts', find: 'end <= span.latest', replace: 'end <= span.latest + 1' },
  { file: 'decode-answer.ts', find: ' && end <= span.latest', replace: '' },
]

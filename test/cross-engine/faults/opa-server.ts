import type { Fault } from '../engine.ts'
import { DECODER_FAULTS } from './opa-adapter.ts'

/** Faults of what is asked beside an OPA server. The comparison must notice each. */
export const OPA_SERVER_FAULTS: readonly Fault[] = [
  {
    file: 'server-answer.ts',
    find: "return 'code' in said ? said : coveredOutcome(said, request, document, profile)",
    replace: 'return said',
  },
  {
    file: 'server-answer.ts',
    find: 'coveredOutcome(said, request,',
    replace: 'coveredOutcome(said, Array.isArray(request) ? request.map((each) => String(each).normalize()) : request,',
  },
]

/** Faults of the reader of its answers: each takes something for a yes that is none. The broken yeses must find each. */
export const SERVER_DECODER_FAULTS: readonly Fault[] = [
  // A server has one place for one result: a list of two cannot come.
  ...DECODER_FAULTS.filter(({ find }) => !find.includes('answer.length !== 1')),
  {
    file: 'server-answer.ts',
    find: "others.length > 1 || (others.length === 1 && typeof body['decision_id'] !== 'string')",
    replace: 'others.length > 9',
  },
  { file: 'server-answer.ts', find: "Object.hasOwn(body, 'result')", replace: "'result' in body" },
]

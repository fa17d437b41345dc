/**
 * @module
 * Pawl for Kyverno: what its policies ask the gateway, what is answered, and the policies themselves.
 */
export { decisionAnswer, type KyvernoWorld } from './answer/decision-answer.ts'
export { documentAnswer } from './answer/document-answer.ts'
export { type Asked, parseKyvernoRequest, type ReadRequest } from './answer/parse-request.ts'
export { pinAnswer } from './answer/pin-answer.ts'
export { type Asks, type KyvernoAnswer, ROUTES, refusalBody, refused } from './answer/protocol.ts'

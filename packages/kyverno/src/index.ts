/**
 * @module
 * Pawl for Kyverno: what its policies ask the gateway, what is answered, and the policies themselves.
 */
export { decisionAnswer, type KyvernoWorld } from './answer/decision-answer.ts'
export { documentAnswer } from './answer/document-answer.ts'
export { type Asked, parseKyvernoRequest, type ReadRequest } from './answer/parse-request.ts'
export { pinAnswer } from './answer/pin-answer.ts'
export { type Asks, type KyvernoAnswer, ROUTES, refusalBody, refused } from './answer/protocol.ts'
export type { SummaryPins } from './cel/summary-variables.ts'
export { LENGTH, type Length } from './cel/words.ts'
export type { LegacyGateway } from './compile/cluster-policy.ts'
export { compileKyverno, compileLegacyKyverno } from './compile/compile.ts'
export type { Manifest } from './compile/manifest.ts'
export type { CompileOptions, GatewayUrl, Judged } from './compile/options.ts'

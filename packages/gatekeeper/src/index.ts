/**
 * @module
 * Pawl for OPA Gatekeeper: what the external data provider answers, and the manifests that ask it.
 */
export { type CompileOptions, compileGatekeeper } from './compile/compile.ts'
export type { Manifest } from './compile/manifest.ts'
export { type GatewayAddress, MUTATE, VALIDATE } from './compile/provider-manifest.ts'
export type { Asks } from './compile/read-rego.ts'
export { digestOf } from './compile/template-manifest.ts'
export { mutationResponse } from './provider/mutation-response.ts'
export { type AskedKeys, parseProviderRequest } from './provider/parse-request.ts'
export {
  type Accepted,
  type ProviderItem,
  type ProviderResponse,
  unanswered,
  type ValidationValue,
} from './provider/protocol.ts'
export type { ValidationKey } from './provider/validation-key.ts'
export { readKeys, type ValidationWorld, validationResponse } from './provider/validation-response.ts'

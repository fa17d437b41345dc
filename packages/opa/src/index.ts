/**
 * @module
 * Pawl's policy in Rego: the prebuilt WebAssembly module and its runner for Node. The Rego itself is in rego/, the bundle for OPA
 * servers in bundle/.
 */
export { ENGINE_FAILURE_CODES, type EngineFailure, type EngineFailureCode } from './engine-failure.ts'
export { BuiltinMissing, type ForeignModule, loadForeignModule } from './foreign-module.ts'
export { loadEngine, ModuleInvalid } from './load-engine.ts'
export type { OpaEngine } from './opa-engine.ts'
export { type RegoFile, regoLibrary } from './rego-library.ts'
export { DECISION_PATH, decodeServerAnswer } from './server-answer.ts'

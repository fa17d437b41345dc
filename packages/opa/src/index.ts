/**
 * @module
 * Pawl's policy in Rego: the prebuilt WebAssembly module and its runner for Node, signed bundles of OPA, and runners for what is in them. The Rego
 * itself is in rego/, the bundle for OPA servers in bundle/.
 */
export {
  algorithmsOf,
  BUNDLE_ALGORITHMS,
  type BundleAlgorithm,
  type BundleKey,
  BundleKeyInvalid,
  type BundleSigner,
  bundleKey,
  bundleSigner,
} from './bundle/bundle-key.ts'
export {
  BUNDLE_REJECTION_CODES,
  type BundleRejection,
  type BundleRejectionCode,
  isBundleRejection,
} from './bundle/bundle-rejection.ts'
export type { LeastBundle, SeenBundle } from './bundle/bundle-revision.ts'
export { MAX_PACKED as MAX_OPA_BUNDLE_BYTES } from './bundle/gzip.ts'
export { type OpaBundlePins, type OpenedBundle, openBundle } from './bundle/open-bundle.ts'
export { type BundleContent, type SigningOptions, signBundle } from './bundle/sign-bundle.ts'
export { type BundleEngine, engineOf } from './bundle-engine.ts'
export { ENGINE_FAILURE_CODES, type EngineFailure, type EngineFailureCode } from './engine-failure.ts'
export { type ForeignOptions, foreignEngineOf } from './foreign/foreign-engine.ts'
export type { ThreadLimits } from './foreign/foreign-module-thread.ts'
export { BuiltinMissing, type ForeignModule, loadForeignModule } from './foreign-module.ts'
export {
  BUNDLE_SOURCE_CODES,
  type BundleAnswer,
  type BundleSource,
  type BundleSourceCode,
} from './live/bundle-source.ts'
export { fileSource } from './live/file-source.ts'
export { BundleSourceInvalid, type HttpSourceOptions, httpSource } from './live/http-source.ts'
export {
  type LiveEngine,
  type LiveOptions,
  type LiveProblem,
  type LiveStatus,
  liveEngine,
} from './live/live-engine.ts'
export { loadEngine, ModuleInvalid } from './load-engine.ts'
export type { OpaEngine } from './opa-engine.ts'
export { BUNDLE_TARGETS, type BundleTarget, type PawlBundle, pawlBundle } from './pawl-bundle.ts'
export { type RegoFile, regoLibrary } from './rego-library.ts'
export { DECISION_PATH, decodeServerAnswer } from './server-answer.ts'

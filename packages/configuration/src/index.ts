/**
 * @module
 * Signed configuration: trust, policies and profiles as one bundle with a rising revision and an end. Pure: bytes, keys and times are given.
 * For apps alone: it knows evidence and decision, which nobody else may.
 */
export { CONFIGURATION_TYPE, type ConfigurationBundle, MAX_BUNDLE_BYTES } from './bundle.ts'
export { type Configuration, profileIn, type SignedConfiguration } from './configuration.ts'
export { type ConfigurationChange, diffConfigurations } from './diff/diff-configurations.ts'
export type { Direction } from './diff/direction.ts'
export { requirementOf } from './diff/facts.ts'
export { type ConfigurationPins, openConfiguration } from './open-configuration.ts'
export { type ConfigurationRejection, isRefused } from './rejection.ts'
export type { LeastRevision, SeenRevision } from './revision.ts'
export { type BundleMaterial, type BundleParts, type UnsignedBundle, writeBundle } from './write-bundle.ts'

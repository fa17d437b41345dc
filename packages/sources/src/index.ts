/**
 * @module
 * Where evidence lies. The one package that touches the disk for it; it judges nothing.
 */
export { type EvidenceSource, SOURCE_LIMITS, type SourceAnswer, type SourceLimits } from './evidence-source.ts'
export { PUBLIC_GOOD_MIRROR, publicGoodRoot, publicGoodTufRoot } from './public-good-root.ts'
export { readBounded } from './read-bounded.ts'
export { type ResolvedSubject, resolveSubject } from './resolve-subject.ts'
export { openSource } from './source-list.ts'
export type { Mirror } from './tuf/mirror.ts'
export { type FirstRoot, type RefreshedFile, type RootRefresh, refreshRoot } from './tuf/refresh-root.ts'
export { isTufRefusal, type TufCode, type TufRefusal } from './tuf/tuf-refusal.ts'

/**
 * @module
 * Where evidence lies. The one package that touches the disk for it; it judges nothing.
 */
export { type EvidenceSource, SOURCE_LIMITS, type SourceAnswer, type SourceLimits } from './evidence-source.ts'
export { publicGoodRoot } from './public-good-root.ts'
export { readBounded } from './read-bounded.ts'
export { type ResolvedSubject, resolveSubject } from './resolve-subject.ts'
export { openSource } from './source-list.ts'

/**
 * @module
 * Where evidence lies. The one package that touches the disk and the network for it; it judges nothing.
 */
export { ANSWER_CODES, ANSWER_WORDS, type AnswerCode, type AnswerStatus } from './answer-codes.ts'
export { type EvidenceSource, SOURCE_LIMITS, type SourceAnswer, type SourceLimits } from './evidence-source.ts'
export {
  GITHUB_API,
  GITHUB_BUNDLE_HOSTS,
  type GithubOptions,
  type GithubPlace,
  githubApi,
  githubPlace,
  isGithubName,
} from './github/github-options.ts'
export type { NetworkOptions, ProxyOptions } from './http/network-options.ts'
export { PUBLIC_GOOD_MIRROR, publicGoodRoot, publicGoodTufRoot } from './public-good-root.ts'
export { readBounded } from './read-bounded.ts'
export { captureFiles } from './registry/capture/capture-files.ts'
export { type Attached, type Capture, captureImage } from './registry/capture/capture-image.ts'
export {
  ANONYMOUS,
  type Credential,
  type CredentialRequest,
  type CredentialSource,
  credentialsOf,
} from './registry/credentials/credential.ts'
export { dockerConfig } from './registry/credentials/docker-config.ts'
export { pullSecret } from './registry/credentials/pull-secret.ts'
export {
  canonicalRegistry,
  DOCKER_AUTH_HOSTS,
  type RegistryMirror,
  type RegistryOptions,
} from './registry/registry-options.ts'
export { RegistrySession } from './registry/registry-session.ts'
export { isRegistryReference, type ResolvedSubject, resolveSubject } from './resolve-subject.ts'
export { githubSource, openSource, registrySource } from './source-list.ts'
export type { Mirror } from './tuf/mirror.ts'
export { type FirstRoot, type RefreshedFile, type RootRefresh, refreshRoot } from './tuf/refresh-root.ts'
export { isTufRefusal, type TufCode, type TufRefusal } from './tuf/tuf-refusal.ts'

/**
 * @module
 * What an operator names, read: configuration in files and signed bundles, credentials, what may be asked over the network; and from the names of images to
 * the input document. For apps alone.
 */
export {
  type ChosenTrust,
  choosePolicySource,
  chooseProfile,
  chooseTrust,
  governedBy,
  type PolicyChoice,
  type PolicySource,
  type TrustChoice,
} from './configuration/chosen-configuration.ts'
export { chooseProfiles, type ProfilesChoice } from './configuration/chosen-profiles.ts'
export { type Judging, judgingOfBundle, judgingOfFiles } from './configuration/judging.ts'
export {
  loadPolicies,
  loadPolicy,
  loadPolicyFile,
  loadProfile,
  loadProfiles,
  loadTrustFile,
  loadTrustOf,
  located,
  materialBeside,
  refuseSameNames,
  refusing,
} from './configuration/load-configuration.ts'
export { readDocuments } from './configuration/read-documents.ts'
export { parseYaml, parseYamlDocuments, readText, readYaml, type YamlFile } from './configuration/read-yaml.ts'
export { keepSeen, readSeen } from './configuration/seen-revisions.ts'
export {
  type BundlePins,
  describeStale,
  loadSigned,
  openSigned,
  readKey,
  readKeyText,
} from './configuration/signed-configuration.ts'
export { REJECTION_WORDS } from './describe-rejection.ts'
export type { Environment } from './environment.ts'
export { asRefusal, whatToDo } from './explain-refusal.ts'
export { type FetchedImage, fetchImage, type Gathered, type GatheredSubject, gather, VALIDITY } from './gather.ts'
export { enterpriseApi, type GithubChoice } from './github/github-choice.ts'
export { printable } from './printable.ts'
export { Refusal, type RefusalCode, type RefusalLine, usage } from './refusal.ts'
export { authoritiesIn } from './registry/authority-file.ts'
export { type AccessFor, accessOf, type RegistryAccess } from './registry/registry-access.ts'
export type { RegistryChoice } from './registry/registry-choice.ts'
export { tokenIn } from './token-text.ts'

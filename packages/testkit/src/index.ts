export {
  type DsseEnvelope,
  dssePae,
  type EnvelopeParts,
  type EnvelopeSignature,
  type EnvelopeSigner,
  encodeEnvelope,
  IN_TOTO_PAYLOAD_TYPE,
  signEnvelope,
} from './envelope.ts'
export type { BundleAttachment } from './layout/attachment.ts'
export {
  type ImageLayout,
  type ImageParts,
  imageLayout,
  type LayoutOptions,
  type PlatformImage,
} from './layout/image-layout.ts'
export type { Annotations, Platform } from './layout/oci-blob.ts'
export {
  type GithubBuild,
  SLSA_PROVENANCE_V1,
  SLSA_PROVENANCE_V02,
  slsaProvenanceV1,
  slsaProvenanceV02,
} from './predicates/slsa-provenance.ts'
export { type Review, VULNERABILITY_REVIEW_V1, vulnerabilityReview } from './predicates/vulnerability-review.ts'
export {
  type Finding,
  type Scan,
  type ScanReport,
  type Severity,
  trivyReport,
  VULNERABILITY_SCAN_V1,
  vulnerabilityScan,
} from './predicates/vulnerability-scan.ts'
export { floodLarge, floodLayers, floodReferrers, garbageEnvelope, put } from './registry/garbage.ts'
export type { Question } from './registry/honest-answer.ts'
export {
  alternate,
  type Concerns,
  corrupt,
  drip,
  endless,
  endlessPages,
  gzipBomb,
  hang,
  hugeHeaders,
  redate,
  sendIndex,
  statusOnly,
  unknownDescriptor,
  where,
} from './registry/hostile-behaviours.ts'
export { type PortOf, type RecordingProxy, recordingProxy } from './registry/recording-proxy.ts'
export { contentOf, type RegistryContent } from './registry/registry-content.ts'
export {
  type Behaviour,
  type Exchange,
  HONEST,
  type RecordedRequest,
  type RegistryDouble,
  registryDouble,
  type ServerKey,
} from './registry/registry-double.ts'
export { requireSignIn, type SignInRule } from './registry/require-sign-in.ts'
export { serverCertificate } from './registry/server-certificate.ts'
export { type TlsAuthority, tlsAuthority } from './registry/tls-authority.ts'
export { jsonWebKey, serviceAccountToken, type TokenParts } from './service-account-token.ts'
export type { AuthorityShape, ConstrainedName } from './sigstore/authority-shape.ts'
export type {
  BundleVersion,
  EvidenceRequest,
  KeylessRequest,
  KeyRequest,
  LogChoice,
  Party,
  Signs,
} from './sigstore/bundle-request.ts'
export type { Json } from './sigstore/canonical-json.ts'
export type { ChainShapes } from './sigstore/certificate-authority.ts'
export { type CosignLayer, cosignLayer } from './sigstore/cosign-layer.ts'
export {
  type BundleJson,
  type FakeSigstore,
  fakeSigstore,
  type VerificationMaterial,
} from './sigstore/fake-sigstore.ts'
export { CONSTRAINED_HOST, FORGERIES, type Forgery, type ForgeryNeed, type ForgeryRow } from './sigstore/forgery.ts'
export {
  type AlternativeName,
  type FulcioClaim,
  type GithubWorkflow,
  githubIdentity,
  type Identity,
  type LegacyClaim,
} from './sigstore/identity.ts'
export type { LogEntry } from './sigstore/log-entry.ts'
export type { SigstoreOptions } from './sigstore/parties.ts'
export type { TimestampOptions } from './sigstore/timestamp-authority.ts'
export type { TrustedRootJson } from './sigstore/trusted-root.ts'
export {
  encodeStatement,
  type StatementParts,
  type StatementSubject,
  type StatementVersion,
  statement,
  type TestStatement,
} from './statement.ts'
export {
  type HashName,
  type KeyKind,
  keyFromPem,
  type SignatureEncoding,
  type SignOptions,
  type TestKey,
  testKey,
} from './test-key.ts'
export { type Answer, type ServedFiles, serveFiles } from './tuf/served-files.ts'
export {
  signTuf,
  type TufOptions,
  type TufRepository,
  type TufRole,
  tufKeyId,
  tufRepository,
  type Varied,
} from './tuf/tuf-repository.ts'

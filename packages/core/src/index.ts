/**
 * @module
 * From evidence to verified claims. Pure: no network, disk, clock or environment; files and times are given.
 */
export { imageEntry, inputDocument } from './assembly/image-entry.ts'
export { type Finding, type VerificationTime, type VerifiedImage, verifyImage } from './assembly/verify-image.ts'
export { sha256Digest } from './bytes/sha256.ts'
export { isInvalidJson, isJsonObject, type JsonObject, readJson, readJsonObject } from './bytes/strict-json.ts'
export { preAuthenticationEncoding } from './dsse/envelope.ts'
export { openSignedDocument, type SignedDocument } from './dsse/signed-document.ts'
export { Fault, type FaultCode } from './fault.ts'
export type { SignedBytes } from './keys/message-signature.ts'
export { type PublicKey, parsePublicKey, publicKeyFromSpki } from './keys/public-key.ts'
export { builtInClaim } from './predicates/registry.ts'
export { type ImageReference, parseImageReference } from './reference/image-reference.ts'
export { pinSubject, type Subject } from './reference/subject.ts'
export {
  isRejection,
  REJECTION_CODES,
  type RejectedSigner,
  type Rejection,
  type RejectionCode,
} from './rejection-codes.ts'
export { parseTrustedRoot, type TrustedRoot } from './sigstore/trusted-root.ts'
export { loadTrust } from './trust/load-trust.ts'
export { parseRefreshedRoot, type RefreshedRoot } from './trust/refreshed-root.ts'
export { CLAIM_TYPES, type TrustConfiguration } from './trust/trust-configuration.ts'
export type { TrustMaterial } from './trust/trust-material.ts'
export type { WrittenTrust } from './trust/written-trust.ts'
export {
  type DiscoveredIdentity,
  type DiscoveredKey,
  type DiscoveredSigner,
  discoverSigners,
} from './verification/discover-signers.ts'
export type { Attachment, FetchedEvidence } from './verification/evidence.ts'
export { type MessageSigner, messageSigner } from './verification/message-signer.ts'

/** A place whose change does not deny, and why that gives nobody anything. */
export interface Exception {
  readonly place: string
  /** Of the kinds whose name begins so. */
  readonly kinds: string
  readonly reason: string
}

/**
 * Written by hand, each understood. The same claim comes out at every one of them: whoever can change evidence at these places can as well leave
 * it as it is.
 */
export const EXCEPTIONS: readonly Exception[] = [
  {
    place: 'signatures[0].keyid',
    kinds: 'dsse-',
    reason: 'the keyid is an unsigned hint (DSSE v1); every trusted key is tried, whatever it says',
  },
  {
    place: 'signatures[0].keyid (name)',
    kinds: 'dsse-',
    reason: 'an envelope may have members that a reader does not know (DSSE v1), and without its name the hint is one',
  },
  {
    place: 'verificationMaterial.x509CertificateChain.certificates[1].rawBytes',
    kinds: 'keyless-v0.1-',
    reason: 'certificates above the leaf are never used: authorities come from the trusted root alone',
  },
  {
    place: 'verificationMaterial.tlogEntries[0].inclusionProof.checkpoint.envelope @ line 6',
    kinds: 'keyless-v0.3-rekor2',
    reason: 'the line of a witness: lines of others than the log count for nothing',
  },
  {
    place: 'verificationMaterial.timestampVerificationData.rfc3161Timestamps[0].signedTimestamp @ 1.1.0.3',
    kinds: 'keyless-v0.3-rekor2',
    reason:
      'one bit from the tag of the empty certificate bag to that of an empty revocation list: CMS signs neither, and neither is used where the root pins the signer',
  },
  {
    place: 'verificationMaterial.publicKey.hint',
    kinds: 'key-bundle',
    reason: 'the hint is unsigned and chooses no key; it is compared with the keyid only where there is one',
  },
  {
    place: 'mediaType',
    kinds: 'key-bundle',
    reason: 'one bit from version=0.2 to version=0.3, which says the same of a bundle with a key',
  },
]

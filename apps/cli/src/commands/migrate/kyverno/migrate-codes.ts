/** taken-over: it means the same. changed: it means something else now. left-out: the proposal does not ask for it. */
export type Outcome = 'taken-over' | 'changed' | 'left-out'

/** What can become of a part of a Kyverno policy. The list is closed; each code has a section in docs/codes.md. */
export type MigrateCode =
  | 'kyverno-images'
  | 'kyverno-signer'
  | 'kyverno-attestation'
  | 'kyverno-condition'
  | 'kyverno-max-age'
  | 'kyverno-mode'
  | 'kyverno-engine'
  | 'kyverno-all-becomes-some'
  | 'kyverno-tag'
  | 'kyverno-log'
  | 'kyverno-keys-several'
  | 'kyverno-closed'
  | 'kyverno-scope'
  | 'kyverno-moment'
  | 'kyverno-negative'
  | 'kyverno-regex'
  | 'kyverno-expression'
  | 'kyverno-field'
  | 'kyverno-value'
  | 'kyverno-signature'
  | 'kyverno-signer-open'
  | 'kyverno-identity-open'
  | 'kyverno-key-elsewhere'
  | 'kyverno-key-refused'
  | 'kyverno-certificate'
  | 'kyverno-restriction'
  | 'kyverno-roots'
  | 'kyverno-signer-overlap'
  | 'kyverno-signers-missing'
  | 'kyverno-notary'
  | 'kyverno-pattern'
  | 'kyverno-skip'
  | 'kyverno-namespaces'
  | 'kyverno-rule'
  | 'kyverno-unknown'

/** What a code always means, and what a person does about it; empty where there is nothing to do. */
interface Meaning {
  readonly outcome: Outcome
  readonly cure: string
}

const takenOver: Meaning = { outcome: 'taken-over', cure: '' }
const changed = (cure: string): Meaning => ({ outcome: 'changed', cure })
const leftOut = (cure: string): Meaning => ({ outcome: 'left-out', cure })

export const MEANINGS: Readonly<Record<MigrateCode, Meaning>> = {
  'kyverno-images': takenOver,
  'kyverno-signer': takenOver,
  'kyverno-attestation': takenOver,
  'kyverno-condition': takenOver,
  'kyverno-max-age': takenOver,
  'kyverno-mode': takenOver,
  'kyverno-engine': takenOver,
  'kyverno-all-becomes-some': changed(
    'decide whether one good statement is enough; a bad one that must be noticed cannot be asked for, since whoever deletes it would be let in',
  ),
  'kyverno-tag': changed('check that every tag of these repositories may be asked for the same'),
  'kyverno-log': changed('give the key a validUntil in trust.yaml, and revoke its signatures by name if it is lost'),
  'kyverno-keys-several': changed(
    'check that each of them may sign: Kyverno says so, and reads only the first where it checks attestations',
  ),
  'kyverno-closed': changed('find out which images got in that way before this policy is in mode enforce'),
  'kyverno-scope': changed('check that whatever was let off before has these attestations too'),
  'kyverno-moment': changed(
    'say under spec.summaries of trust.yaml where the moment is, or write maxAge: unlimited and accept that old statements count',
  ),
  'kyverno-negative': leftOut(
    'have whoever knows it sign a statement that says yes, and ask for that: an absence can be made by deleting',
  ),
  'kyverno-regex': leftOut(
    'write the identity exactly, or as a pattern: * within a segment, ** across; there are no regular expressions here',
  ),
  'kyverno-expression': leftOut('write it by hand as a test of a field, or have the attester state the result'),
  'kyverno-field': leftOut('ask for a field that the claim has: pawl inspect shows them'),
  'kyverno-value': leftOut('write the test by hand: text, whole numbers and true can be asked for'),
  'kyverno-signature': leftOut(
    'have this signer attest (cosign attest) and ask for that; until then leave the Kyverno rule in place',
  ),
  'kyverno-signer-open': leftOut('name who has to sign it: write attestors here, and run this again'),
  'kyverno-identity-open': leftOut('write issuer and subject, with the owner in full, and run this again'),
  'kyverno-key-elsewhere': leftOut('save the public key to a file, and run this again with --key REFERENCE=FILE'),
  'kyverno-key-refused': leftOut(
    'have the signer use another key: Ed25519, ECDSA P-256, P-384, P-521, or RSA of 2048 bits or more',
  ),
  'kyverno-certificate': leftOut(
    'write the key of the certificate in place of it (openssl x509 -pubkey -noout), and run this again',
  ),
  'kyverno-restriction': leftOut('write it by hand: certificate of the identity in trust.yaml, or a test in where'),
  'kyverno-roots': leftOut('name a trusted_root.json under spec.roots of trust.yaml, and add the attester by hand'),
  'kyverno-signer-overlap': leftOut('make the two identities distinct: one signer is never two attesters'),
  'kyverno-signers-missing': leftOut('supply the signers that are left out above, and run this again'),
  'kyverno-notary': leftOut('Pawl reads no Notary signatures: have the signer attest with cosign'),
  'kyverno-pattern': leftOut('write the pattern by hand: HOST/PATH, * within a segment, ** across'),
  'kyverno-skip': leftOut(
    'narrow images of the policy, or write an exception with an end: Pawl governs every image that a pattern names',
  ),
  'kyverno-namespaces': leftOut('write a ProfileConfiguration, which chooses policies by the name of the namespace'),
  'kyverno-rule': leftOut('leave this rule with Kyverno: it is not about the attestations of images'),
  'kyverno-unknown': leftOut('look up what it does in Kyverno, and whether it has to be asked for here'),
}

/** What a bundle must have for the forgery to mean anything; `bundle` refuses the rest. */
export type ForgeryNeed = 'certificate' | 'log' | 'rekor1' | 'proof' | 'timestamp'

export type Forgery =
  | 'leaf-without-eku'
  | 'leaf-server-auth-only'
  | 'leaf-unknown-critical-extension'
  | 'leaf-is-ca'
  | 'leaf-two-sans'
  | 'leaf-validity-too-long'
  | 'leaf-by-stranger'
  | 'leaf-outside-name-constraints'
  | 'intermediate-expired'
  | 'ca-retired'
  | 'sct-missing'
  | 'sct-by-stranger'
  | 'sct-by-unknown-log'
  | 'sct-over-other-certificate'
  | 'sct-log-retired'
  | 'signature-by-other-key'
  | 'payload-swapped'
  | 'payload-type-swapped'
  | 'two-dsse-signatures'
  | 'message-signature'
  | 'set-missing'
  | 'set-by-stranger'
  | 'set-over-other-time'
  | 'integrated-time-outside-leaf'
  | 'inclusion-proof-missing'
  | 'inclusion-proof-wrong-hash'
  | 'inclusion-proof-wrong-root-hash'
  | 'checkpoint-of-other-tree'
  | 'checkpoint-by-stranger'
  | 'checkpoint-of-other-origin'
  | 'checkpoint-signer-renamed'
  | 'log-entry-of-other-signature'
  | 'log-entry-of-other-payload'
  | 'log-entry-of-other-certificate'
  | 'log-retired'
  | 'timestamp-over-other-bytes'
  | 'timestamp-by-stranger'
  | 'timestamp-outside-leaf'
  | 'timestamp-without-eku'
  | 'timestamp-extra-certificate'
  | 'timestamp-eku-borrowed'
  | 'timestamp-authority-retired'
  | 'no-time'

export interface ForgeryRow {
  readonly name: Forgery
  readonly needs: readonly ForgeryNeed[]
  readonly why: string
}

const ROWS: Readonly<Record<Forgery, Omit<ForgeryRow, 'name'>>> = {
  'leaf-without-eku': { needs: ['certificate'], why: 'the leaf has no extended key usage at all' },
  'leaf-server-auth-only': { needs: ['certificate'], why: 'the leaf is for TLS servers, not for code signing' },
  'leaf-unknown-critical-extension': { needs: ['certificate'], why: 'a critical extension nobody knows' },
  'leaf-is-ca': { needs: ['certificate'], why: 'the leaf says it is a CA' },
  'leaf-two-sans': { needs: ['certificate'], why: 'a second name beside the expected one' },
  'leaf-validity-too-long': { needs: ['certificate'], why: 'the leaf is valid for two hours' },
  'leaf-by-stranger': { needs: ['certificate'], why: 'all names and key identifiers right, signed by another CA key' },
  'leaf-outside-name-constraints': {
    needs: ['certificate'],
    why: 'a trusted intermediate certifies a name outside its constraints (it may certify CONSTRAINED_HOST only)',
  },
  'intermediate-expired': { needs: ['certificate'], why: 'a trusted intermediate ran out before the signing time' },
  'ca-retired': { needs: ['certificate'], why: 'the trusted root stopped trusting this CA before the signing time' },
  'sct-missing': { needs: ['certificate'], why: 'the leaf has no SCT list' },
  'sct-by-stranger': { needs: ['certificate'], why: 'the SCT names the trusted log but another key signed it' },
  'sct-by-unknown-log': { needs: ['certificate'], why: 'the SCT is sound, by a log the trusted root lacks' },
  'sct-over-other-certificate': { needs: ['certificate'], why: 'the SCT belongs to another precertificate' },
  'sct-log-retired': { needs: ['certificate'], why: 'the trusted root stopped trusting the CT log before' },
  'signature-by-other-key': { needs: [], why: 'another key signed; log and timestamp agree with it' },
  'payload-swapped': { needs: [], why: 'another payload after signing; the log agrees with the new one' },
  'payload-type-swapped': { needs: [], why: 'signed under another payload type than it now has' },
  'two-dsse-signatures': { needs: [], why: 'the envelope has two signatures, both good' },
  'message-signature': { needs: [], why: 'the payload is signed as a blob, not as an envelope' },
  'set-missing': { needs: ['rekor1'], why: 'integratedTime without the promise that binds it' },
  'set-by-stranger': { needs: ['rekor1'], why: 'another key signed the promise' },
  'set-over-other-time': { needs: ['rekor1'], why: 'the promise is for another integratedTime' },
  'integrated-time-outside-leaf': { needs: ['certificate', 'rekor1'], why: 'logged an hour after the leaf ran out' },
  'inclusion-proof-missing': { needs: ['proof'], why: 'an entry without proof and checkpoint' },
  'inclusion-proof-wrong-hash': { needs: ['proof'], why: 'one hash of the path is another' },
  'inclusion-proof-wrong-root-hash': { needs: ['proof'], why: 'the rootHash field differs from path and checkpoint' },
  'checkpoint-of-other-tree': { needs: ['proof'], why: 'well signed, of the same size, another root hash' },
  'checkpoint-by-stranger': { needs: ['proof'], why: 'another key signed the checkpoint' },
  'checkpoint-of-other-origin': { needs: ['proof'], why: 'the trusted key signed a checkpoint of another origin' },
  'checkpoint-signer-renamed': { needs: ['proof'], why: 'the signature line names another signer' },
  'log-entry-of-other-signature': { needs: ['log'], why: 'the entry records another signature of the same key' },
  'log-entry-of-other-payload': { needs: ['log'], why: 'the entry records another payload' },
  'log-entry-of-other-certificate': { needs: ['log'], why: 'same signature and payload, another verifier' },
  'log-retired': { needs: ['log'], why: 'the trusted root stopped trusting the log key before' },
  'timestamp-over-other-bytes': { needs: ['timestamp'], why: 'a sound token for another signature' },
  'timestamp-by-stranger': {
    needs: ['timestamp'],
    why: 'same names and serial, another key; its certificate is inside',
  },
  'timestamp-outside-leaf': { needs: ['certificate', 'timestamp'], why: 'stamped a day after the leaf ran out' },
  'timestamp-without-eku': { needs: ['timestamp'], why: 'the trusted chain signs with a non-timestamping leaf' },
  'timestamp-extra-certificate': {
    needs: ['timestamp'],
    why: 'a genuine token, with a forged twin of its signer first in the certificate bag',
  },
  'timestamp-eku-borrowed': {
    needs: ['timestamp'],
    why: 'signed without the EKU, hidden behind a forged twin that has it, first in the bag',
  },
  'timestamp-authority-retired': { needs: ['timestamp'], why: 'the trusted root stopped trusting the TSA before' },
  'no-time': { needs: [], why: 'no promise, no integratedTime, no timestamp' },
}

/** Each makes one thing wrong; whatever depends on it is made again, so that nothing else is. */
export const FORGERIES: readonly ForgeryRow[] = Object.entries(ROWS).map(([name, row]) => ({
  name: name as Forgery,
  ...row,
}))

/** The one host for which the constrained intermediate may certify names. */
export const CONSTRAINED_HOST = 'constrained.test'

/** Refuses a forgery of something the bundle does not have: it would pass for the wrong reason. */
export function requireNeeds(forge: Forgery | undefined, present: ReadonlySet<ForgeryNeed>): void {
  if (forge === undefined) return
  const missing = ROWS[forge].needs.filter((need) => !present.has(need))
  if (missing.length > 0) throw new TypeError(`${forge} needs a bundle with ${missing.join(', ')}`)
}

/** What a bundle must have for the forgery to mean anything; `bundle` refuses the rest. */
export type ForgeryNeed = 'certificate' | 'log' | 'rekor1' | 'proof' | 'timestamp' | 'time'

export interface ForgeryRow {
  readonly name: Forgery
  readonly needs: readonly ForgeryNeed[]
  readonly why: string
}

const ROWS = [
  { name: 'leaf-without-eku', needs: ['certificate'], why: 'the leaf has no extended key usage at all' },
  { name: 'leaf-server-auth-only', needs: ['certificate'], why: 'the leaf is for TLS servers, not for code signing' },
  { name: 'leaf-unknown-critical-extension', needs: ['certificate'], why: 'a critical extension nobody knows' },
  { name: 'leaf-is-ca', needs: ['certificate'], why: 'the leaf says it is a CA' },
  { name: 'leaf-two-sans', needs: ['certificate'], why: 'a second name beside the expected one' },
  { name: 'leaf-validity-too-long', needs: ['certificate'], why: 'the leaf is valid for two hours' },
  {
    name: 'leaf-by-stranger',
    needs: ['certificate'],
    why: 'all names and key identifiers right, signed by another CA key',
  },
  {
    name: 'leaf-outside-name-constraints',
    needs: ['certificate'],
    why: 'a trusted intermediate certifies a name outside its constraints (it may certify CONSTRAINED_HOST only)',
  },
  {
    name: 'intermediate-expired',
    needs: ['certificate'],
    why: 'a trusted intermediate ran out before the signing time',
  },
  {
    name: 'ca-retired',
    needs: ['certificate'],
    why: 'the trusted root stopped trusting this CA before the signing time',
  },
  { name: 'sct-missing', needs: ['certificate'], why: 'the leaf has no SCT list' },
  { name: 'sct-by-stranger', needs: ['certificate'], why: 'the SCT names the trusted log but another key signed it' },
  { name: 'sct-by-unknown-log', needs: ['certificate'], why: 'the SCT is sound, by a log the trusted root lacks' },
  { name: 'sct-over-other-certificate', needs: ['certificate'], why: 'the SCT belongs to another precertificate' },
  { name: 'sct-log-retired', needs: ['certificate'], why: 'the trusted root stopped trusting the CT log before' },
  { name: 'signature-by-other-key', needs: [], why: 'another key signed; log and timestamp agree with it' },
  { name: 'payload-swapped', needs: [], why: 'another payload after signing; the log agrees with the new one' },
  { name: 'payload-type-swapped', needs: [], why: 'signed under another payload type than it now has' },
  { name: 'two-dsse-signatures', needs: [], why: 'the envelope has two signatures, both good' },
  { name: 'message-signature', needs: [], why: 'the payload is signed as a blob, not as an envelope' },
  { name: 'set-missing', needs: ['rekor1'], why: 'integratedTime without the promise that binds it' },
  { name: 'set-by-stranger', needs: ['rekor1'], why: 'another key signed the promise' },
  { name: 'set-over-other-time', needs: ['rekor1'], why: 'the promise is for another integratedTime' },
  {
    name: 'integrated-time-outside-leaf',
    needs: ['certificate', 'rekor1'],
    why: 'logged an hour after the leaf ran out',
  },
  { name: 'inclusion-proof-missing', needs: ['proof'], why: 'an entry without proof and checkpoint' },
  { name: 'inclusion-proof-wrong-hash', needs: ['proof'], why: 'one hash of the path is another' },
  {
    name: 'inclusion-proof-wrong-root-hash',
    needs: ['proof'],
    why: 'the rootHash field differs from path and checkpoint',
  },
  { name: 'checkpoint-of-other-tree', needs: ['proof'], why: 'well signed, of the same size, another root hash' },
  { name: 'checkpoint-by-stranger', needs: ['proof'], why: 'another key signed the checkpoint' },
  {
    name: 'checkpoint-of-other-origin',
    needs: ['proof'],
    why: 'the trusted key signed a checkpoint of another origin',
  },
  { name: 'checkpoint-signer-renamed', needs: ['proof'], why: 'the signature line names another signer' },
  { name: 'log-entry-of-other-signature', needs: ['log'], why: 'the entry records another signature of the same key' },
  { name: 'log-entry-of-other-payload', needs: ['log'], why: 'the entry records another payload' },
  { name: 'log-entry-of-other-certificate', needs: ['log'], why: 'same signature and payload, another verifier' },
  { name: 'log-retired', needs: ['log'], why: 'the trusted root stopped trusting the log key before' },
  { name: 'timestamp-over-other-bytes', needs: ['timestamp'], why: 'a sound token for another signature' },
  {
    name: 'timestamp-by-stranger',
    needs: ['timestamp'],
    why: 'the token names the trusted signer, another key signed it',
  },
  {
    name: 'timestamp-by-stranger-in-bag',
    needs: ['timestamp'],
    why: 'signed by a forged twin of the signer, which is the certificate the token brings along',
  },
  { name: 'timestamp-outside-leaf', needs: ['certificate', 'timestamp'], why: 'stamped a day after the leaf ran out' },
  { name: 'timestamp-without-eku', needs: ['timestamp'], why: 'the trusted chain signs with a non-timestamping leaf' },
  {
    name: 'timestamp-extra-certificate',
    needs: ['timestamp'],
    why: 'a genuine token, with a forged twin of its signer first in the certificate bag',
  },
  {
    name: 'timestamp-eku-borrowed',
    needs: ['timestamp'],
    why: 'signed without the EKU, hidden behind a forged twin that has it, first in the bag',
  },
  {
    name: 'timestamp-authority-retired',
    needs: ['timestamp'],
    why: 'the trusted root stopped trusting the TSA before',
  },
  { name: 'no-time', needs: ['time'], why: 'no promise, no integratedTime, no timestamp' },
] as const

export type Forgery = (typeof ROWS)[number]['name']

/** Each makes one thing wrong; whatever depends on it is made again, so that nothing else is. */
export const FORGERIES: readonly ForgeryRow[] = ROWS

/** The one host for which the constrained intermediate may certify names. */
export const CONSTRAINED_HOST = 'constrained.test'

/** Refuses a forgery of something the bundle does not have: it would pass for the wrong reason. */
export function requireNeeds(forge: Forgery | undefined, present: ReadonlySet<ForgeryNeed>): void {
  if (forge === undefined) return
  const needs = FORGERIES.find(({ name }) => name === forge)?.needs ?? []
  const missing = needs.filter((need) => !present.has(need))
  if (missing.length > 0) throw new TypeError(`${forge} needs a bundle with ${missing.join(', ')}`)
}

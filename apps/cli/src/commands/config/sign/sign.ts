import { CONFIGURATION_TYPE, isRefused, openConfiguration } from '@pawl/configuration'
import { formatInstant } from '@pawl/document'
import { printable, Refusal } from '@pawl/setup'
import type { Terminal } from '../../../output/terminal.ts'
import { writeNew } from '../../../output/write-new.ts'
import { type BundleHead, bundleOfFiles, type ConfigurationFiles } from '../bundle-of-files.ts'
import { readSigningKey } from './signing-key.ts'

export interface SignOptions extends ConfigurationFiles, BundleHead {
  /** A private key in PEM. */
  readonly key: string
  readonly passwordFile?: string
  /** A file that is not there; standard output without one. */
  readonly out?: string
  /** Epoch seconds. */
  readonly now: number
}

/** Writes a signed bundle. What a verifier would refuse is not signed: it is opened here as it will be there. */
export function sign(options: SignOptions, out: Terminal, err: Terminal): 0 {
  const { name, revision, validUntil, now } = options
  const key = readSigningKey(options.key, options.passwordFile)
  const bundle = bundleOfFiles(options, { name, revision, validUntil }, now)
  const text = envelope(bundle.payload, key.sign(bundle.toSign), key.publicKey.id)
  const opened = openConfiguration(Buffer.from(text), {
    keys: [key.publicKey],
    revisions: { least: revision, seen: [] },
    now,
  })
  if (isRefused(opened)) throw refuse(opened.code)
  if (options.out === undefined) out.write(text)
  else writeNew(options.out, `${text}\n`)
  err.write(
    `signed ${printable(name)} revision ${revision}, until ${formatInstant(validUntil)}, by ${key.publicKey.id}`,
  )
  err.write(`  ${opened.digest}`)
  return 0
}

/** DSSE v1.0.2, "Envelope". The keyid is a hint for people; a verifier decides by the key alone. */
function envelope(payload: Uint8Array, signature: Uint8Array, keyid: string): string {
  return JSON.stringify({
    payload: Buffer.from(payload).toString('base64'),
    payloadType: CONFIGURATION_TYPE,
    signatures: [{ keyid, sig: Buffer.from(signature).toString('base64') }],
  })
}

function refuse(code: string): Refusal {
  const message = code === 'ended' ? 'name a later --valid-until' : 'report it: this is a defect of pawl'
  return new Refusal('usage', 'this bundle would be refused, and nothing was signed', [{ at: code, message }])
}

import { createPublicKey } from 'node:crypto'
import {
  type BundleAlgorithm,
  type BundleSigner,
  type BundleTarget,
  bundleSigner,
  isBundleRejection,
  openBundle,
  pawlBundle,
} from '@pawl/opa'
import type { CompiledProfile } from '@pawl/policy'
import { choosePolicySource, chooseProfile, type PolicyChoice, printable, Refusal, type TrustChoice } from '@pawl/setup'
import type { Terminal } from '../../../output/terminal.ts'
import { writeNew } from '../../../output/write-new.ts'
import { readPrivateKey } from '../../config/sign/signing-key.ts'
import { algorithmFor } from '../bundle-algorithm.ts'

export interface BundleOptions extends TrustChoice, PolicyChoice {
  readonly target: BundleTarget
  readonly revision: number
  /** A private key in PEM. */
  readonly key: string
  readonly passwordFile?: string
  readonly algorithm?: BundleAlgorithm
  readonly keyId: string
  /** A file that is not there. */
  readonly out: string
  /** Epoch seconds. */
  readonly now: number
}

/** Writes a signed bundle. What a verifier would refuse is not written: it is opened here as it will be there. */
export async function bundle(options: BundleOptions, out: Terminal): Promise<0> {
  const { target, revision, keyId } = options
  const profile = profileOf(options)
  const signer = signerOf(options)
  const bytes = await pawlBundle({ target, profile, revision }, { signer, keyId })
  const opened = openBundle(bytes, { keys: [signer.key], revisions: { least: revision, seen: [] } })
  if (isBundleRejection(opened)) {
    throw new Refusal('limit-exceeded', 'this bundle would be refused, and nothing was written', [
      { at: opened.code, message: 'fewer policies are a smaller bundle' },
    ])
  }
  writeNew(options.out, bytes)
  out.write(`signed ${printable(profile.name)} for ${target}, revision ${revision}: ${printable(options.out)}`)
  out.write(`  ${opened.digest}`)
  return 0
}

/** The policies as they are now: exceptions in files given by hand end within 90 days of it. */
function profileOf(options: BundleOptions): CompiledProfile {
  return chooseProfile(options, choosePolicySource(options, options.now), options.now).compiled
}

function signerOf({ key, passwordFile, algorithm }: BundleOptions): BundleSigner {
  const secret = readPrivateKey(key, passwordFile)
  const publicPem = createPublicKey(secret).export({ type: 'spki', format: 'pem' }).toString()
  const pem = secret.export({ type: 'pkcs8', format: 'pem' }).toString()
  return bundleSigner(pem, algorithmFor(publicPem, algorithm, key))
}

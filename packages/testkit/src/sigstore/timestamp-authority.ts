import { type HashName, type TestKey, testKey } from '../test-key.ts'
import { certificate, serialFor, type Window } from './certificate.ts'
import { type AuthorityInstance, authorityInstance, authorityName } from './certificate-authority.ts'
import {
  authorityKeyId,
  basicConstraintsCa,
  EKU_TIME_STAMPING,
  extendedKeyUsage,
  mayCertify,
  mayOnlySign,
  subjectKeyId,
} from './certificate-extensions.ts'
import type { TrustWindow } from './trust-window.ts'

export interface TimestampOptions {
  readonly curve?: 'p256' | 'p384'
  /** Of the message imprint, the signed attributes and the signature. */
  readonly hash?: HashName
  /** false: the trusted root holds the TSA's root only, and every token brings its signer along. */
  readonly leafInRoot?: boolean
  /** false: the trusted root's own TSA leaf lacks the timeStamping purpose. */
  readonly eku?: boolean
}

export interface TokenSigner {
  readonly key: TestKey
  readonly certificate: Uint8Array
  readonly issuer: Uint8Array
  readonly serial: Uint8Array
}

export interface TimestampAuthority {
  readonly signer: TokenSigner
  /** Certified by the same root, but not to make timestamps. */
  readonly unfitSigner: TokenSigner
  /** Names and serial of `signer`, certified by nobody. */
  readonly strangerSigner: TokenSigner
  readonly hash: HashName
  readonly leafInRoot: boolean
  readonly instance: AuthorityInstance
}

export function timestampAuthority(
  label: string,
  window: Window,
  trusted: TrustWindow,
  options: TimestampOptions,
): TimestampAuthority {
  const { curve = 'p384', hash = 'sha256', leafInRoot = true, eku = true } = options
  const rootKey = testKey('p384')
  const name = authorityName(`tsa ${label} root`)
  const root = certificate({
    ...window,
    serial: serialFor(`tsa ${label} root`),
    subject: name,
    issuer: name,
    spki: rootKey.spki,
    extensions: [mayCertify, basicConstraintsCa(), subjectKeyId(rootKey.spki)],
    signer: rootKey,
  })
  const certify = (serial: Uint8Array, fit: boolean, issuerKey: TestKey): TokenSigner => {
    const key = testKey(curve)
    return {
      key,
      issuer: name,
      serial,
      certificate: certificate({
        ...window,
        serial,
        subject: authorityName(`tsa ${label}`),
        issuer: name,
        spki: key.spki,
        extensions: [
          mayOnlySign,
          // RFC 3161 2.3: critical, and the only purpose.
          ...(fit ? [extendedKeyUsage([EKU_TIME_STAMPING], true)] : []),
          subjectKeyId(key.spki),
          authorityKeyId(rootKey.spki),
        ],
        signer: issuerKey,
      }),
    }
  }
  const serial = serialFor(`tsa ${label}`)
  const signer = certify(serial, eku, rootKey)
  return {
    signer,
    unfitSigner: certify(serialFor(`tsa ${label} unfit`), false, rootKey),
    strangerSigner: certify(serial, true, testKey('p384')),
    hash,
    leafInRoot,
    instance: authorityInstance(`tsa ${label}`, leafInRoot ? [signer.certificate, root] : [root], trusted),
  }
}

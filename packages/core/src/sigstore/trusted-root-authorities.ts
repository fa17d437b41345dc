import type { JsonValue } from '@pawl/document'
import { publicKeyFromSpki } from '../keys/public-key.ts'
import { type Authority, isIssuedBy, linkAuthorities } from '../x509/authority-chain.ts'
import { type Certificate, parseCertificate } from '../x509/certificate.ts'
import { maySign } from '../x509/certificate-uses.ts'
import { message, operatorOf, rawBytes, repeated } from './proto-json.ts'
import type { CertificateAuthority, TimestampAuthority } from './trusted-root.ts'
import { parseWindow, type ValidityWindow } from './validity-window.ts'

/** A Fulcio: the chain from its issuing certificate up, verified once. */
export function parseCertificateAuthority(value: JsonValue): CertificateAuthority | undefined {
  const authority = parseAuthority(value)
  const chain = authority && linkAuthorities(authority.certificates, 'code-signing')
  return chain && { chain, window: authority.window }
}

/** A time stamping authority: its signing certificate first where the root pins one, then the chain. */
export function parseTimestampAuthority(value: JsonValue): TimestampAuthority | undefined {
  const authority = parseAuthority(value)
  if (authority === undefined) return undefined
  const { certificates, window, operator } = authority
  const pinned = certificates.find(({ uses }) => !uses.isAuthority)
  if (pinned !== undefined && pinned !== certificates[0]) return undefined
  const chain = linkAuthorities(pinned === undefined ? certificates : certificates.slice(1), 'time-stamping')
  const anchor = chain?.all.at(-1)
  if (chain === undefined || anchor === undefined || chain.all.some(isConstrained)) return undefined
  // Whoever holds the anchor can make any number of authorities below it: they speak with one voice.
  const common = { chain, window, operator, keyId: anchor.key.id }
  if (pinned === undefined) return { ...common, signers: 'embedded' }
  // An old public root pins a signer that RFC 3161 2.3 does not allow. The root stays readable; that signer stamps nothing (C31).
  const signer = timestampSigner(pinned, chain.issuing)
  return { ...common, signers: signer === undefined ? [] : [signer] }
}

// Constraints on names that nobody reads here cannot be kept, so they are not taken.
function isConstrained({ certificate }: Authority): boolean {
  return certificate.uses.nameConstraints !== undefined
}

/** A certificate that may stamp times and was issued by this authority. Its window is checked with the time, when there is one. */
export function timestampSigner(certificate: Certificate, issuing: Authority): Authority | undefined {
  if (!maySign(certificate, 'time-stamping') || !isIssuedBy(certificate, issuing)) return undefined
  const key = publicKeyFromSpki(certificate.spki)
  return key && { certificate, key }
}

const FIELDS = ['subject', 'uri', 'certChain', 'validFor', 'operator']
const MAX_CERTIFICATES = 10

interface ReadAuthority {
  readonly certificates: readonly Certificate[]
  readonly window: ValidityWindow
  readonly operator: string | undefined
}

function parseAuthority(value: JsonValue): ReadAuthority | undefined {
  const authority = message(value, FIELDS)
  const window = parseWindow(authority?.['validFor'])
  const named = operatorOf(authority?.['operator'])
  const list = repeated(message(authority?.['certChain'], ['certificates'])?.['certificates'], MAX_CERTIFICATES)
  if (window === undefined || list === undefined || list.length === 0 || named === undefined) return undefined
  const certificates = list.map(parseCertificateMessage).filter((each) => each !== undefined)
  return certificates.length === list.length ? { certificates, window, ...named } : undefined
}

function parseCertificateMessage(value: JsonValue): Certificate | undefined {
  const der = rawBytes(value)
  return der && parseCertificate(der)
}

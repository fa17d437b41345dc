import type { Plan } from './bundle-request.ts'
import {
  dsseBody,
  hashedRekordV1Body,
  hashedRekordV2Body,
  intotoBody,
  type LogBody,
  type LoggedContent,
  type LoggedVerifier,
} from './log-body.ts'
import { type LogEntry, logEntry } from './log-entry.ts'
import type { Parties } from './parties.ts'
import { type ContentSigner, otherPayload, otherSignature, type SignedContent } from './signed-content.ts'
import { type TokenParts, timestampResponse } from './timestamp-token.ts'
import { DAY } from './trust-window.ts'

export interface Evidence {
  readonly tlogEntries?: readonly LogEntry[]
  readonly timestampVerificationData?: { readonly rfc3161Timestamps: readonly { readonly signedTimestamp: string }[] }
}

export interface EvidenceParts {
  readonly content: SignedContent
  readonly signer: ContentSigner
  readonly verifier: LoggedVerifier
  /** Somebody else's, for the entry that records another one. */
  readonly otherVerifier: () => LoggedVerifier
}

/** The log entry and the timestamp the plan asks for. */
export function makeEvidence(parties: Parties, plan: Plan, parts: EvidenceParts): Evidence {
  return {
    ...(plan.log === 'none' ? {} : { tlogEntries: [recordedEntry(parties, plan, parts)] }),
    ...(plan.timestamp && plan.forge !== 'no-time'
      ? {
          timestampVerificationData: {
            rfc3161Timestamps: [{ signedTimestamp: timestampToken(parties, plan, parts.content.signature) }],
          },
        }
      : {}),
  }
}

function recordedEntry(parties: Parties, plan: Plan, parts: EvidenceParts): LogEntry {
  const { forge, log, proof, signedAt } = plan
  const logs = parties.logs[log === 'rekor2' ? 'rekor2' : 'rekor1']
  const delay = forge === 'integrated-time-outside-leaf' ? 4200 : 2
  return logEntry({
    log: forge === 'log-retired' ? logs.retired : logs.main,
    body: recordedBody(plan, loggedContent(plan, parts)),
    integratedTime: signedAt + delay,
    withProof: proof,
    forge,
  })
}

function loggedContent({ forge }: Plan, parts: EvidenceParts): LoggedContent {
  const { content, signer, verifier, otherVerifier } = parts
  const other = forge === 'log-entry-of-other-payload'
  const payload = other ? otherPayload(content.payload) : content.payload
  const envelope = content.envelope && { ...content.envelope, payload: Buffer.from(payload).toString('base64') }
  return {
    payload,
    ...(envelope === undefined ? {} : { envelope }),
    signature: forge === 'log-entry-of-other-signature' ? otherSignature(content, signer) : content.signature,
    verifier: forge === 'log-entry-of-other-certificate' ? otherVerifier() : verifier,
    hash: signer.hash ?? 'sha256',
  }
}

function recordedBody({ log }: Plan, logged: LoggedContent): LogBody {
  if (log === 'rekor2') return hashedRekordV2Body(logged)
  if (logged.envelope === undefined) return hashedRekordV1Body(logged)
  return log === 'rekor1-intoto' ? intotoBody(logged, logged.envelope) : dsseBody(logged, logged.envelope)
}

/** RFC 3161 over the raw signature bytes, as Sigstore bundles have it. */
function timestampToken(parties: Parties, { forge, signedAt }: Plan, signature: Uint8Array): string {
  const { main, retired } = parties.timestampAuthorities
  const authority = forge === 'timestamp-authority-retired' ? retired : main
  const { signer, unfitSigner, strangerSigner, hash } = authority
  const usual = authority.leafInRoot ? [] : [signer.certificate]
  const parts: TokenParts = {
    stamped: forge === 'timestamp-over-other-bytes' ? otherPayload(signature) : signature,
    time: signedAt + (forge === 'timestamp-outside-leaf' ? DAY : 1),
    signer,
    hash,
    bag: usual,
  }
  const encode = (changed: Partial<TokenParts>): string =>
    Buffer.from(timestampResponse({ ...parts, ...changed })).toString('base64')
  switch (forge) {
    case 'timestamp-by-stranger':
      return encode({ signer: strangerSigner, bag: [strangerSigner.certificate] })
    case 'timestamp-without-eku':
      return encode({ signer: unfitSigner, bag: [unfitSigner.certificate] })
    case 'timestamp-extra-certificate':
      return encode({ bag: [strangerSigner.certificate, signer.certificate] })
    case 'timestamp-eku-borrowed':
      return encode({ signer: unfitSigner, bag: [strangerSigner.certificate, unfitSigner.certificate] })
    default:
      return encode({})
  }
}

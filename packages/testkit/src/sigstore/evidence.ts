import { encodeEnvelope } from '../envelope.ts'
import type { Party, Plan } from './bundle-request.ts'
import type { Forgery } from './forgery.ts'
import {
  dsseBody,
  firstIntotoBody,
  hashedRekordV1Body,
  hashedRekordV2Body,
  intotoBody,
  type LogBody,
  type LoggedContent,
  type LoggedVerifier,
} from './log-body.ts'
import { type LogEntry, logEntry } from './log-entry.ts'
import { type Parties, partyOf } from './parties.ts'
import { type ContentSigner, otherPayload, otherSignature, type SignedContent } from './signed-content.ts'
import type { TimestampAuthority } from './timestamp-authority.ts'
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
    ...(plan.log === 'none'
      ? {}
      : { tlogEntries: plan.loggedBy.map((party) => recordedEntry(parties, plan, parts, party)) }),
    ...(plan.timestamp && plan.forge !== 'no-time'
      ? {
          timestampVerificationData: {
            rfc3161Timestamps: plan.stampedBy.map((party) => ({
              signedTimestamp: timestampToken(parties, plan, stampedBytes(plan, parts.content), party),
            })),
          },
        }
      : {}),
  }
}

function recordedEntry(parties: Parties, plan: Plan, parts: EvidenceParts, party: Party): LogEntry {
  const { forge, log, proof, signedAt } = plan
  const logs = parties.logs[log === 'rekor2' ? 'rekor2' : 'rekor1']
  const delay = forge === 'integrated-time-outside-leaf' ? 4200 : 2
  const recorded = recordedBody(plan, loggedContent(plan, parts))
  return logEntry({
    log: forge === 'log-retired' ? logs.retired : partyOf(logs, party),
    body: { ...recorded, body: plan.logged(recorded.body) },
    integratedTime: signedAt + delay,
    withProof: proof,
    ...(plan.signs.checkpoint && { notes: plan.signs.checkpoint }),
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
  if (log === 'rekor1-intoto-0.0.1') return firstIntotoBody(logged, logged.envelope)
  return log === 'rekor1-intoto' ? intotoBody(logged, logged.envelope) : dsseBody(logged, logged.envelope)
}

function stampedBytes({ stamped }: Plan, { envelope, signature }: SignedContent): Uint8Array {
  return stamped === 'envelope' && envelope !== undefined ? encodeEnvelope(envelope) : signature
}

function timestampToken(parties: Parties, { forge, signedAt, signs }: Plan, stamped: Uint8Array, party: Party): string {
  const { timestampAuthorities: all } = parties
  const authority = forge === 'timestamp-authority-retired' ? all.retired : partyOf(all, party)
  const token: TokenParts = {
    stamped: forge === 'timestamp-over-other-bytes' ? otherPayload(stamped) : stamped,
    time: signedAt + (forge === 'timestamp-outside-leaf' ? DAY : 1),
    signer: authority.signer,
    hash: authority.hash,
    bag: authority.leafInRoot ? [] : [authority.signer.certificate],
    signs,
    ...forgedSigner(authority, forge),
  }
  return Buffer.from(timestampResponse(token)).toString('base64')
}

function forgedSigner(authority: TimestampAuthority, forge: Forgery | undefined): Partial<TokenParts> {
  const { signer, unfitSigner, strangerSigner } = authority
  if (forge === 'timestamp-by-stranger') return { signer: { ...signer, key: strangerSigner.key } }
  if (forge === 'timestamp-by-stranger-in-bag') return { signer: strangerSigner, bag: [strangerSigner.certificate] }
  if (forge === 'timestamp-without-eku') return { signer: unfitSigner, bag: [unfitSigner.certificate] }
  if (forge === 'timestamp-extra-certificate') return { bag: [strangerSigner.certificate, signer.certificate] }
  if (forge === 'timestamp-eku-borrowed') {
    return { signer: unfitSigner, bag: [strangerSigner.certificate, unfitSigner.certificate] }
  }
  return {}
}

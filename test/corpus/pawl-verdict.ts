import {
  Fault,
  type Finding,
  isRejection,
  loadTrust,
  pinSubject,
  sha256Digest,
  type VerifiedImage,
  verifyImage,
} from '@pawl/core'
import { publicGoodRoot } from '@pawl/sources'
import { corpusBytes, corpusDocument, evidenceOf } from './corpus-files.ts'
import type { CorpusRow, RowKeys, Verdict } from './corpus-row.ts'

/** Beyond every certificate of the corpus, so that nothing lies in the future. */
const VERIFIED_AT = 1_800_000_000

export interface Judged {
  /** One a piece of evidence. */
  readonly verdicts: readonly (Verdict | string)[]
  readonly claims: number
}

/** What Pawl makes of a file of the corpus, from the trust configuration of its row to the claims. */
export function pawlVerdict(folder: string, row: CorpusRow): Judged {
  return judge(folder, row, 1)
}

/** The same with every piece of evidence given so many times. */
export function judge(folder: string, row: CorpusRow, times: number): Judged {
  try {
    const { findings, summary } = verify(folder, row, times)
    return { verdicts: findings.map(verdictOf), claims: summary.claims.length }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { verdicts: [`fault ${error.code}`], claims: 0 }
  }
}

function verify(folder: string, row: CorpusRow, times: number): VerifiedImage {
  const evidence = evidenceOf(folder, row)
  const repeated = Array.from({ length: times }, () => evidence).flat()
  return verifyImage(repeated, pinSubject(digestOf(folder, row), new Map()), trustOf(folder, row), {
    verifiedAt: VERIFIED_AT,
    validUntil: VERIFIED_AT + 300,
  })
}

export function digestOf(folder: string, { subject }: CorpusRow): string {
  if ('digest' in subject) return subject.digest
  return sha256Digest('text' in subject ? Buffer.from(subject.text) : corpusBytes(`${folder}/${subject.artifact}`))
}

/** A key of a row: PEM, or a file with it. */
export function pemOf(folder: string, key: string): string {
  return key.startsWith('-----BEGIN ') ? key : Buffer.from(corpusBytes(`${folder}/${key}`)).toString('utf8')
}

function trustOf(folder: string, { root, attester, summary }: CorpusRow): ReturnType<typeof loadTrust> {
  const keys = 'key' in attester ? [attester.key, ...(attester.others ?? [])] : []
  const signer =
    'key' in attester
      ? { keys: keys.map((_, index) => ({ file: `key:${index}`, ...(index === 0 ? windowOf(attester) : {}) })) }
      : { keyless: [{ root: 'row', issuer: attester.issuer, identity: attester.identity }] }
  const configuration = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'corpus', revision: 1 },
    spec: {
      roots: [root === 'public-good' ? { name: 'row', sigstore: root } : { name: 'row', trustedRoot: root }],
      attesters: [
        { name: 'signer', ...signer, claims: ['provenance', ...(summary === undefined ? [] : [summary.claim])] },
      ],
      ...(summary === undefined ? {} : { summaries: [summary] }),
    },
  }
  const file = (name: string): Uint8Array => {
    const index = /^key:(\d+)$/.exec(name)?.[1]
    return index === undefined ? corpusDocument(name) : Buffer.from(pemOf(folder, keys[Number(index)] ?? ''))
  }
  return loadTrust(configuration, { file, publicGood: publicGoodRoot })
}

function windowOf({ validUntil }: RowKeys): { readonly validUntil?: string } {
  return validUntil === undefined ? {} : { validUntil }
}

function verdictOf({ result }: Finding): string {
  return isRejection(result) ? result.code : `allowed ${result.type}`
}

import {
  Fault,
  type FetchedEvidence,
  type Finding,
  isRejection,
  loadTrust,
  pinSubject,
  sha256Digest,
  type VerifiedImage,
  verifyImage,
} from '@pawl/core'
import { publicGoodRoot } from '@pawl/sources'
import { corpusBytes, piecesOf } from './corpus-files.ts'
import type { CorpusRow, Verdict } from './corpus-row.ts'

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
  const { subject } = row
  const digest = 'digest' in subject ? subject.digest : sha256Digest(corpusBytes(`${folder}/${subject.artifact}`))
  const evidence = piecesOf(`${folder}/${row.file}`).map((bytes): FetchedEvidence => ({ source: row.file, bytes }))
  const repeated = Array.from({ length: times }, () => evidence).flat()
  return verifyImage(repeated, pinSubject(digest, new Map()), trustOf(folder, row), {
    verifiedAt: VERIFIED_AT,
    validUntil: VERIFIED_AT + 300,
  })
}

function trustOf(folder: string, { root, attester }: CorpusRow): ReturnType<typeof loadTrust> {
  const signer =
    'key' in attester
      ? { keys: [{ file: `${folder}/${attester.key}` }] }
      : { keyless: [{ root: 'row', issuer: attester.issuer, identity: attester.identity }] }
  const configuration = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'corpus', revision: 1 },
    spec: {
      roots: [root === 'public-good' ? { name: 'row', sigstore: root } : { name: 'row', trustedRoot: root }],
      attesters: [{ name: 'signer', ...signer, claims: ['provenance'] }],
    },
  }
  return loadTrust(configuration, { file: corpusBytes, publicGood: publicGoodRoot })
}

function verdictOf({ result }: Finding): string {
  return isRejection(result) ? result.code : `allowed ${result.type}`
}

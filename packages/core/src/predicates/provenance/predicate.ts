import type { JsonValue, Summary, SummaryValue } from '@pawl/document'
import { isJsonObject } from '../../bytes/strict-json.ts'
import { type Rejection, reject } from '../../rejection-codes.ts'
import type { VerifiedStatement } from '../../verification/check-authority.ts'
import type { Extract, Predicate } from '../predicate.ts'
import { presentFields } from '../summary-fields.ts'
import { certificateFields } from './certificate-fields.ts'
import { type ClaimedBuild, readV1, readV02 } from './claimed-build.ts'

const V02 = 'https://slsa.dev/provenance/v0.2'
const V1 = 'https://slsa.dev/provenance/v1'

/**
 * How an artifact was built (SLSA provenance v0.2 and v1). What the workload wrote has other names than what its certificate proves
 * (`claimedSourceRepository`, `sourceRepository`), and where both speak of one thing they must agree (C48).
 */
export const provenance: Predicate = {
  claim: 'provenance',
  predicateTypes: [V02, V1],
  read: readProvenance,
}

function readProvenance(predicate: JsonValue | undefined, verified: VerifiedStatement): Extract | Rejection {
  if (!isJsonObject(predicate)) return reject('predicate-malformed', 'predicate')
  const claimed = verified.statement.predicateType === V1 ? readV1(predicate) : readV02(predicate)
  if (claimed === undefined) return reject('predicate-malformed', 'builder')
  const proven = certificateFields(verified.statement.signed.signature)
  const contradiction = contradictionOf(claimed, proven)
  if (contradiction !== undefined) return reject('certificate-disagrees', contradiction)
  const summary: Summary = presentFields({
    ...claimed.summary,
    ...proven,
    // Granted to this signer by configuration (C49), never read from the statement.
    buildLevel: verified.attester.buildLevel,
  })
  return { summary, moment: claimed.finishedAt, expiresAt: undefined }
}

/** Where the certificate of the signer and the predicate name another repository, ref or commit, one of them lies. */
function contradictionOf(
  { summary }: ClaimedBuild,
  proven: Readonly<Record<string, SummaryValue | undefined>>,
): string | undefined {
  const pairs = [
    ['sourceRepository', 'claimedSourceRepository'],
    ['sourceRef', 'claimedSourceRef'],
    ['sourceCommit', 'claimedSourceCommit'],
  ] as const
  return pairs.find(([certificate, predicate]) => {
    const known = proven[certificate]
    const said = summary[predicate]
    return known !== undefined && said !== undefined && known !== said
  })?.[0]
}

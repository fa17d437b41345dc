import type { JsonValue } from '@pawl/document'
import { isJsonObject } from '../../bytes/strict-json.ts'
import { type Rejection, reject } from '../../rejection-codes.ts'
import type { Extract, Predicate } from '../predicate.ts'
import { at, listField, presentFields, textField, timeField } from '../summary-fields.ts'

const MAX_ACCEPTED = 256

/**
 * A person looked at the findings of a scan and accepts these, until then. Only an approval is a claim: a rejection is the absence of one,
 * or whoever hides it would gain something (C97). The end is mandatory (C101).
 */
export const review: Predicate = {
  claim: 'review',
  predicateTypes: ['https://pawl.dev/vulnerability-review/v1'],
  read: readReview,
}

function readReview(predicate: JsonValue | undefined): Extract | Rejection {
  if (!isJsonObject(predicate)) return reject('predicate-malformed', 'predicate')
  if (predicate['decision'] !== 'approved') return reject('predicate-not-positive', 'decision')
  const moment = timeField(predicate['reviewedAt'])
  const expiresAt = timeField(predicate['expiresAt'])
  if (moment === undefined || expiresAt === undefined) return reject('predicate-malformed', 'reviewedAt, expiresAt')
  if (!(moment < expiresAt)) return reject('predicate-malformed', 'expiresAt')
  const accepted = listField(predicate['accepted'], MAX_ACCEPTED)
  if (accepted === undefined) return reject('predicate-malformed', 'accepted')
  return {
    summary: presentFields({
      approved: true,
      accepted,
      reviewerId: textField(at(predicate, 'reviewer', 'id'), 256),
      scanStatementDigest: textField(at(predicate, 'scan', 'statementDigest'), 71),
      policyDigest: textField(at(predicate, 'policy', 'digest'), 71),
      ticket: textField(predicate['ticket'], 128),
      reviewedAt: moment,
    }),
    moment,
    expiresAt,
  }
}

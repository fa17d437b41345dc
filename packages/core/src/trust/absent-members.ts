const PATTERN =
  'is not a member: there are no regular expressions here. Write identity, exact or with `*` and `**`, and issuer, exact'

/** What people know from other tools and do not find (C42, C43). */
export const ABSENT: ReadonlyMap<string, string> = new Map(
  ['identityregexp', 'issuerregexp', 'subjectregexp', 'subjectaltname', 'subject'].map((member) => [member, PATTERN]),
)

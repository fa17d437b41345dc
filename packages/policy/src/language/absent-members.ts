const NEGATION =
  'is not a member, on purpose: whoever deletes a statement would make it true. Write what has to be there instead'
const LATEST =
  'is not a member, on purpose: whoever deletes the newest statement makes an older one the latest. Bound the age with maxAge instead'
const ALL =
  'is not a member, on purpose: whoever deletes the bad ones makes it true of all that are left. Ask for some claim that passes, and write allOf where several things are required'
const EXPRESSION = 'is not a member: there are no expressions and no regular expressions here. Use glob, in or equals'

const words = (reason: string, ...members: readonly string[]): (readonly [string, string])[] =>
  members.map((member) => [member, reason])

/** What people look for and do not find: a policy that could ask for an absence would be opened by deleting (model, L3). */
export const ABSENT: ReadonlyMap<string, string> = new Map([
  ...words(NEGATION, 'not', 'none', 'noneof', 'unless', 'except', 'absent', 'missing', 'forbid', 'deny'),
  ...words(NEGATION, 'notequals', 'notin', 'notcontains', 'doesnotexist', 'notexists'),
  ...words(LATEST, 'latest', 'newest', 'last', 'first', 'mostrecent'),
  ...words(ALL, 'all', 'every', 'each'),
  ...words(EXPRESSION, 'matches', 'regex', 'regexp', 'pattern', 'cel', 'rego', 'expression'),
])

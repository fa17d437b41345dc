import type { Flaw } from '@pawl/policy/prove'

/** What a flaw means, for whoever has to mend the policy. */
export interface FlawWords {
  readonly means: string
  readonly who: string
  readonly instead: string
}

export const FLAW_WORDS: Readonly<Record<Flaw, FlawWords>> = {
  deletion: {
    means: 'claims taken away turn deny into allow',
    who: 'anyone who may delete a tag or a referrer in the registry, or answer 404 for it; no key is needed',
    instead:
      'ask for SOME claim that says something good, within a maximum age; retract with a short age or a list of your own (revoked), never with "all", "none", "latest" or "not"',
  },
  cover: {
    means: 'an image is allowed only because another stands beside it',
    who: 'anyone who may write the request: one good image is added to the bad one',
    instead: '`every image in input.images`, and inside of it SOME claim of that image',
  },
  empty: {
    means: 'a request without any evidence is allowed',
    who: 'anyone: evidence need not even be deleted where none was ever made',
    instead:
      'begin with pawl.input.document and `every image in input.images`, and require a claim of each; a set of violations cannot',
  },
  malformed: {
    means: 'a member of the wrong type turns deny into allow',
    who: 'whoever can make any part in between write such a document: an older gateway, a proxy, a changed schema',
    instead: 'use pawl.input and pawl.claims, which test each member’s type before it is compared',
  },
  mistyped: {
    means: 'a summary field of the wrong type turns deny into allow',
    who: 'whoever can make a scanner or an extractor write such a value; Rego orders null and false before every number',
    instead: 'claims.at_most, claims.at_least and claims.says of pawl.claims, or is_number before each comparison',
  },
  missing: {
    means: 'a member that is not there turns deny into allow',
    who: 'whoever can make a tool leave it out: another version, another setting, a field that was too large',
    instead: 'ask for what must be there (`passed` is true), never for what must not be (`failed` is above 0)',
  },
}

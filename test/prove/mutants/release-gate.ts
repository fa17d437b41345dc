import type { RegoMutant } from './mutant.ts'

const gate = { asks: 'data.acme.release.allow', file: 'examples/rego/release-gate.rego' } as const
const COUNTED = '\tcount(approvers) >= 2\n'
const SAYS = '\tclaims.says(claim, "approved", true)\n'
const EVERY_IMAGE = '\tevery image in input.images { released(image) }\n'
const ANYBODY = '"release", ["alice", "bob", "carol"]'

/** Flaws of the release gate. `finds` was written down before the search was ever run on them. */
export const GATE_MUTANTS: readonly RegoMutant[] = [
  {
    ...gate,
    name: 'a rejection must not be there',
    find: COUNTED,
    replace: `${COUNTED}\tcount(claims.by(image, "rejection", ["alice"])) == 0\n`,
    finds: ['deletion'],
  },
  {
    ...gate,
    name: 'every release claim must be an approval',
    find: COUNTED,
    replace: `${COUNTED}\tevery claim in claims.by(image, ${ANYBODY}) { claims.says(claim, "approved", true) }\n`,
    finds: ['deletion'],
  },
  {
    ...gate,
    name: 'only claims of the latest moment are approvals',
    find: SAYS,
    replace: `${SAYS}\tclaim.moment == max([each.moment | some each in claims.by(image, ${ANYBODY})])\n`,
    finds: ['deletion'],
  },
  {
    ...gate,
    name: 'who says nothing approves',
    find: SAYS,
    replace: '\tobject.get(claim.summary, "approved", true) == true\n',
    finds: ['missing'],
  },
  {
    ...gate,
    name: 'exactly two approvers',
    find: 'count(approvers) >= 2',
    replace: 'count(approvers) == 2',
    finds: ['deletion'],
  },
  {
    ...gate,
    name: 'an even number of approvers',
    find: 'count(approvers) >= 2',
    replace: 'count(approvers) % 2 == 0',
    finds: ['deletion', 'empty'],
  },
  {
    ...gate,
    name: 'a freeze stops break-glass',
    find: '\tclaims.fresh(claim, 4 * 3600)\n',
    replace: '\tclaims.fresh(claim, 4 * 3600)\n\tnot claims.by(image, "freeze", ["on-call"])[0]\n',
    finds: ['deletion'],
  },
  {
    ...gate,
    name: 'nobody has been asked yet: released',
    find: '# Every test asks',
    replace: `released(image) if count(claims.by(image, ${ANYBODY})) == 0\n\n# Every test asks`,
    finds: ['empty'],
  },
  {
    ...gate,
    name: 'a withdrawal: a later claim of the same approver that does not approve',
    find: SAYS,
    replace: `${SAYS}\tnot withdrawn(image, claim)\n]

withdrawn(image, claim) if {
	some later in claims.by(image, ${ANYBODY})
	later.attester == claim.attester
	later.moment > claim.moment
	not claims.says(later, "approved", true)
}

unused := [1 |
	true
`,
    finds: ['deletion'],
  },
  {
    ...gate,
    name: 'a severe incident of the last hour, of any image, stops all',
    find: EVERY_IMAGE,
    replace: `${EVERY_IMAGE}\tnot incident
}

incident if {
	some image in input.images
	some claim in claims.by(image, "incident", ["on-call"])
	claims.fresh(claim, 3600)
	claims.at_least(claim, "severity", 3)
`,
    finds: ['deletion'],
  },
  {
    ...gate,
    name: 'some image is released',
    find: EVERY_IMAGE,
    replace: '\tsome image in input.images\n\treleased(image)\n',
    finds: ['cover'],
  },
  {
    ...gate,
    name: 'one image of several need not be released',
    find: EVERY_IMAGE,
    replace:
      '\tgood := [i | some i, image in input.images; released(image)]\n\tcount(good) > 0\n\tcount(good) >= count(input.images) - 1\n',
    finds: ['cover'],
  },
  { ...gate, name: 'zero images are released', find: '\twellformed.document\n', replace: '', finds: ['empty'] },
  {
    ...gate,
    name: 'the default is yes',
    find: 'default allow := false',
    replace: 'default allow := true',
    finds: ['empty'],
  },
  {
    ...gate,
    name: 'an approval is what is not rejected',
    find: SAYS,
    replace: '\tnot claim.summary.rejected\n',
    finds: ['missing'],
  },
  {
    ...gate,
    name: 'a risk below 3 is an approval',
    find: SAYS,
    replace: '\tclaim.summary.risk < 3\n',
    finds: ['mistyped'],
  },
]

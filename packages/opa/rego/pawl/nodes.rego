package pawl.engine

import data.pawl.input as wellformed

# Node numbers by policy and level. Rego has no recursion: one rule a level, which is why a policy has at most four.
at_level[p][level] contains n if {
	some p, policy in data.pawl.profile.policies
	some n, node in policy.nodes
	level := node.level
}

bounds_0[i][p] := {n: bound | some n in at_level[p][0]; bound := leaf_bound(i, p, data.pawl.profile.policies[p].nodes[n])} if {
	some i, policies in judged
	some p, _ in policies
}

bounds_1[i][p] := with_groups(below, p, 1) if some p, below in bounds_0[i]

bounds_2[i][p] := with_groups(below, p, 2) if some p, below in bounds_1[i]

bounds_3[i][p] := with_groups(below, p, 3) if some p, below in bounds_2[i]

bounds_4[i][p] := with_groups(below, p, 4) if some p, below in bounds_3[i]

with_groups(below, p, level) := below if not at_level[p][level]

with_groups(below, p, level) := object.union(
	below,
	{n: bound | some n in at_level[p][level]; bound := group_bound(below, data.pawl.profile.policies[p].nodes[n])},
) if {
	at_level[p][level]
}

group_bound(below, node) := max([bound | some n in node.any; bound := below[n]])

group_bound(below, node) := min(bounds) if {
	bounds := [bound | some n in node.all; bound := below[n]]

	# min of some is not min of all: every member has to be met.
	count(bounds) == count(node.all)
}

# The count-th greatest bound over distinct attesters, each by its best claim. A set: nobody counts twice.
leaf_bound(i, p, leaf) := ranked[count(ranked) - leaf.count][0] if {
	partners := partners_of(i, p, leaf)
	dated := dated_tests(leaf)
	ranked := sort({[bound, attester] |
		some attester in leaf.from
		bound := max([b |
			some c, lasts in candidates[i][leaf.claim][attester]
			counts(p, input.images[i].claims[c])
			own := passing_bound(input.images[i], input.images[i].claims[c], lasts, leaf, dated)
			b := pair_bound(own, input.images[i].claims[c].summary, leaf, partners)
		])
	})
	count(ranked) >= leaf.count
}

# Well-formed claims that have not ended, by image, type and attester: claim number to the claim's own end.
candidates[i][candidate.type][candidate.attester][c] := lasts if {
	some i, policies in judged
	count(policies) > 0
	image := input.images[i]
	some c, candidate in image.claims
	wellformed.claim(image, candidate)
	lasts := lesser(image.validUntil, object.get(candidate, "expiresAt", image.validUntil))
	lasts > input.now
}

# Whether, and until when, one claim passes what is asked of one claim.
passing_bound(image, claim, lasts, test, dated) := bound if {
	aged := age_bound(claim, test, lasts)
	every field_test in test.where { passes(field_test, claim.summary, image) }
	bound := within_bound(claim.summary, dated, aged)
	bound > input.now
}

age_bound(_, test, lasts) := lasts if test.maxAge == "unlimited"

# A claim without a moment has no age: only the word accepts it.
age_bound(claim, test, lasts) := bound if {
	is_number(test.maxAge)
	bound := lesser(lasts, (claim.moment + test.maxAge) + 1)
	bound > input.now
}

dated_tests(test) := [field_test | some field_test in test.where; field_test.op == "within"]

within_bound(_, [], lasts) := lasts

within_bound(summary, dated, lasts) := lesser(lasts, least) if {
	bounds := [bound |
		some field_test in dated
		bound := (summary[field_test.field] + field_test.value) + 1
	]
	least := min(bounds)
}

lesser(a, b) := a if a <= b

lesser(a, b) := b if b < a

package pawl.engine

import data.pawl.input as wellformed

# Node numbers by level. Rego has no recursion: one rule a level, which is why a policy has at most four.
at_level[level] contains n if {
	some n, node in data.pawl.policy.nodes
	level := node.level
}

bounds_0[i] := {n: bound | some n in at_level[0]; bound := leaf_bound(i, data.pawl.policy.nodes[n])} if {
	some i, _ in judged
}

bounds_1[i] := with_groups(below, 1) if some i, below in bounds_0

bounds_2[i] := with_groups(below, 2) if some i, below in bounds_1

bounds_3[i] := with_groups(below, 3) if some i, below in bounds_2

bounds_4[i] := with_groups(below, 4) if some i, below in bounds_3

with_groups(below, level) := below if not at_level[level]

with_groups(below, level) := object.union(
	below,
	{n: bound | some n in at_level[level]; bound := group_bound(below, data.pawl.policy.nodes[n])},
) if {
	at_level[level]
}

group_bound(below, node) := max([bound | some n in node.any; bound := below[n]])

group_bound(below, node) := min(bounds) if {
	bounds := [bound | some n in node.all; bound := below[n]]

	# min of some is not min of all: every member has to be met.
	count(bounds) == count(node.all)
}

# The count-th greatest bound over distinct attesters, each by its best claim. A set: nobody counts twice.
leaf_bound(i, leaf) := ranked[count(ranked) - leaf.count][0] if {
	partners := partners_of(i, leaf)
	dated := dated_tests(leaf)
	ranked := sort({[bound, attester] |
		some attester in leaf.from
		bound := max([b |
			some c, lasts in candidates[i][leaf.claim][attester]
			own := passing_bound(input.images[i], input.images[i].claims[c], lasts, leaf, dated)
			b := pair_bound(own, input.images[i].claims[c].summary, leaf, partners)
		])
	})
	count(ranked) >= leaf.count
}

# Well-formed claims that have not ended, by image, type and attester: claim number to the claim's own end.
candidates[i][candidate.type][candidate.attester][c] := lasts if {
	some i, image in judged
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

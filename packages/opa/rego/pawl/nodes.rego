package pawl.engine

# Node numbers by policy and level. Rego has no recursion: one rule a level, which is why a policy has at most four.
at_level[p][level] contains n if {
	some p, policy in data.pawl.profile.policies
	some n, node in policy.nodes
	level := node.level
}

bounds_0[i][p] := {n: bound | some n in at_level[p][0]; bound := leaf_bound(input.images[i], pool, nodes[n])} if {
	some i, pools in candidates
	some p, pool in pools
	nodes := data.pawl.profile.policies[p].nodes
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
leaf_bound(image, pool, leaf) := ranked[count(ranked) - leaf.count][0] if {
	known := pool[leaf.claim]
	partners := partners_of(image, pool, leaf)
	limits := limits_of(leaf)
	ranked := sort({[bound, attester] |
		some attester in leaf.from
		bound := max([b |
			some c, lasts in known[attester]
			claim := image.claims[c]
			own := passing_bound(image, claim, lasts, leaf, limits)
			b := pair_bound(own, claim.summary, leaf, partners)
		])
	})
	count(ranked) >= leaf.count
}

# Whether, and until when, one claim passes what is asked of one claim.
passing_bound(image, claim, lasts, test, limits) := bound if {
	aged := age_bound(claim, limits.age, lasts)
	aged > input.now
	every field_test in test.where { passes(field_test, claim.summary, image) }
	bound := within_bound(claim.summary, limits.within, aged)
	bound > input.now
}

# What is added to a moment, once for all claims: of a duration, the first second at which it is over.
limits_of(test) := {
	"age": age_limit(test.maxAge),
	"within": [[field_test.field, field_test.value + 1] | some field_test in test.where; field_test.op == "within"],
}

age_limit(age) := age if age == "unlimited"

age_limit(age) := age + 1 if is_number(age)

age_bound(_, limit, lasts) := lasts if limit == "unlimited"

# A claim without a moment has no age: only the word accepts it.
age_bound(claim, limit, lasts) := lesser(lasts, claim.moment + limit) if is_number(limit)

within_bound(_, [], lasts) := lasts

within_bound(summary, dated, lasts) := lesser(lasts, least) if {
	least := min([bound | some [field, limit] in dated; bound := summary[field] + limit])
}

lesser(a, b) := a if {
	a <= b
} else := b

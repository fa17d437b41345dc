package pawl.engine

# The claims that may be the second of a pair, each tested once, its lists as sets: 200 names in 200 is 200 look-ups.
partners_of(_, _, leaf) := [] if not leaf["with"]

partners_of(image, pool, leaf) := [partner |
	test := leaf["with"]
	limits := limits_of(test)
	some attester in test.from
	some c, lasts in pool[test.claim][attester]
	bound := passing_bound(image, image.claims[c], lasts, test, limits)
	summary := image.claims[c].summary
	covering := [{name | some name in summary[fields[1]]; is_string(name)} |
		some fields in test.covers
		is_array(summary[fields[1]])
	]

	# A field that is absent or no list covers nothing, not even the empty list.
	count(covering) == count(test.covers)
	partner := {"bound": bound, "summary": summary, "covering": covering}
] if {
	leaf["with"]
}

# The better of the partners, and never longer than the claim itself.
pair_bound(own, _, leaf, _) := own if not leaf["with"]

pair_bound(own, summary, leaf, partners) := lesser(own, best) if {
	best := max([partner.bound | some partner in partners; joins(summary, partner, leaf["with"])])
}

joins(summary, partner, test) if {
	every fields in test.equal { same(summary[fields[0]], partner.summary[fields[1]]) }
	every k, fields in test.covers { covered(summary[fields[0]], partner.covering[k]) }
}

same(first, second) if {
	data.pawl.input.is_scalar(first)
	first == second
}

# The set holds strings only, so an element of another type is in none. A reference, because `in` walks the whole set in Wasm.
covered(list, names) if {
	is_array(list)
	every name in list { names[name] }
}

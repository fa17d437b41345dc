package profile_test

import data.pawl_fixtures as fix

base := object.union(
	fix.policy([fix.leaf("one", ["a"], [])], {"r": 0}),
	{"name": "base", "images": [{"glob": "**", "re2": `(?s)^.*$`}]},
)

acme := object.union(fix.policy([fix.leaf("two", ["a"], [])], {"r": 0}), {"name": "acme"})

both := fix.profile([base, acme])

app(types) := fix.image([fix.claim(type, "a", {}) | some type in types])

elsewhere(types) := object.union(app(types), {"repository": "quay.io/x/y"})

judge(images, rules) := fix.by_profile(fix.document(images), rules)

unmet(pairs) := {"allow": false, "expiresAt": null, "unmet": pairs}

test_allows_when_every_governing_policy_allows if {
	judge([app(["one", "two"])], both) == fix.allow(fix.now + 300)
}

test_denies_when_one_of_two_does_not if judge([app(["one"])], both) == unmet([[0, "acme", "r"]])

test_asks_only_the_policies_that_govern if {
	judge([elsewhere(["one"])], both) == fix.allow(fix.now + 300)
	judge([elsewhere(["two"])], both) == unmet([[0, "base", "r"]])
}

test_denies_what_nothing_governs if {
	judge([elsewhere([])], fix.profile([acme])) == unmet([[0, "acme", "r"]])
}

test_allows_what_nothing_governs_where_the_profile_says_so if {
	open := object.union(fix.profile([acme]), {"unmatched": "allow"})
	judge([elsewhere([])], open) == fix.allow(null)
	judge([elsewhere([]), app([])], open) == unmet([[1, "acme", "r"]])
	judge([object.union(elsewhere([]), {"verifiedAt": "now"})], open) == unmet([[0, "acme", "r"]])
}

until(end) := object.union(both, {"validUntil": end})

test_denies_past_the_end_of_the_configuration if {
	image := app(["one", "two"])
	judge([image], until(fix.now + 1)) == fix.allow(fix.now + 1)
	judge([image], until(fix.now)) == unmet([[0, "acme", "r"], [0, "base", "r"]])
	judge([image], until("soon")) == unmet([[0, "acme", "r"], [0, "base", "r"]])
	judge([image], object.remove(both, ["validUntil"])) == unmet([[0, "acme", "r"], [0, "base", "r"]])
}

test_denies_two_policies_of_one_name if {
	judge([app(["one"])], fix.profile([base, base])) == {"allow": false, "expiresAt": null, "unmet": []}
}

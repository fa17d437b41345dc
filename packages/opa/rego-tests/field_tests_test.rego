package field_tests_test

import data.pawl_fixtures as fix

met(test, summary) if decision(test, summary).allow

unmet(test, summary) if decision(test, summary) == fix.deny([0])

decision(test, summary) := fix.decision(
	fix.document([fix.image([fix.claim("review", "a", summary)])]),
	fix.policy([fix.leaf("review", ["a"], [test])], {"r": 0}),
)

test_in_compares_type_and_value if {
	test := {"field": "f", "op": "in", "values": ["3", 7, true]}
	every value in ["3", 7, 7.0, true] { met(test, {"f": value}) }
	every value in [3, "7", "true", 1, false, null, ["3"], 7.5, {}] { unmet(test, {"f": value}) }
	unmet(test, {"g": "3"})
}

test_template_joins_members_of_the_entry if {
	test := {"field": "f", "op": "template", "parts": ["https://x/", {"image": "name"}, "@", {"image": "repository"}]}
	met(test, {"f": "https://x/app@ghcr.io/acme/app"})
	unmet(test, {"f": "https://x/@ghcr.io/acme/app"})
	unmet(object.union(test, {"parts": ["x", {"image": "reference"}]}), {"f": "x"})
}

test_glob_is_anchored_and_knows_newlines if {
	test := {"field": "f", "op": "glob", "re2": `(?s)^a/.*$`}
	met(test, {"f": "a/b\nc"})
	every value in ["xa/b", "a", 1, ["a/b"], null] { unmet(test, {"f": value}) }
}

test_has_needs_a_list_with_all_values if {
	test := {"field": "f", "op": "has", "values": ["x", "y"]}
	met(test, {"f": [1, null, "y", "x"]})
	every value in [["x"], "x y", ["xy"], [], {"x": "y"}] { unmet(test, {"f": value}) }
	unmet(object.union(test, {"values": []}), {"f": []})
}

test_min_and_max_need_integers if {
	low := {"field": "f", "op": "min", "value": 3}
	high := {"field": "f", "op": "max", "value": 3}
	met(low, {"f": 3})
	met(high, {"f": 3})
	unmet(low, {"f": 2})
	unmet(high, {"f": 4})
	every value in ["3", null, true, false, 3.5, 1e300, [3]] {
		unmet(low, {"f": value})
		unmet(high, {"f": value})
	}
}

test_within_bounds_both_sides if {
	test := {"field": "f", "op": "within", "value": 60}
	decision(test, {"f": fix.now - 60}) == fix.allow(fix.now + 1)
	decision(test, {"f": fix.now + 300}) == fix.allow(fix.now + 300)
	every value in [fix.now - 61, fix.now + 301, 0, "x", null] { unmet(test, {"f": value}) }
}

test_exists_takes_every_value_that_a_summary_may_hold if {
	test := {"field": "f", "op": "exists"}
	every value in ["", 0, true, [], [1]] { met(test, {"f": value}) }
	every value in [false, null, 1.5, {}] { unmet(test, {"f": value}) }
	unmet(test, {})
}

test_an_unknown_operator_is_false if unmet({"field": "f", "op": "not", "values": ["x"]}, {"f": "y"})

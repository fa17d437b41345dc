package pairs_test

import data.pawl_fixtures as fix

partner := {"claim": "review", "from": ["b"], "maxAge": 200, "where": [], "covers": [["found", "accepted"]], "equal": [["tag", "tag"]]}

judge(first, second) := fix.decision(
	fix.document([fix.image([fix.claim("scan", "a", first), fix.claim("review", "b", second)])]),
	fix.policy([object.union(fix.leaf("scan", ["a"], []), {"with": partner})], {"r": 0}),
)

test_allows_a_covered_list if {
	judge({"found": ["x"], "tag": 1}, {"accepted": ["y", "x"], "tag": 1}) == fix.allow(fix.now + 101)
	judge({"found": [], "tag": 1}, {"accepted": [], "tag": 1}) == fix.allow(fix.now + 101)
}

test_denies_what_is_not_covered if {
	every first in [["z"], [1], [null], "x", null, [["x"]]] {
		judge({"found": first, "tag": 1}, {"accepted": ["x", 1, null], "tag": 1}) == fix.deny([0])
	}
	judge({"tag": 1}, {"accepted": ["x"], "tag": 1}) == fix.deny([0])
	judge({"found": [], "tag": 1}, {"tag": 1}) == fix.deny([0])
}

test_denies_what_is_not_equal if {
	every tag in ["1", 2, true, null, [1]] {
		judge({"found": [], "tag": tag}, {"accepted": [], "tag": 1}) == fix.deny([0])
	}
	every tag in [false, null, ["x"], 1.5, {}] {
		judge({"found": [], "tag": tag}, {"accepted": [], "tag": tag}) == fix.deny([0])
	}
}

counted(n, claims) := fix.decision(
	fix.document([fix.image(claims)]),
	fix.policy([object.union(fix.leaf("qa", ["a", "b"], []), {"count": n})], {"r": 0}),
)

test_counts_attesters_and_not_claims if {
	twice := [fix.claim("qa", "a", {}), fix.claim("qa", "a", {"x": 1})]
	counted(2, twice) == fix.deny([0])
	counted(2, array.concat(twice, [fix.claim("qa", "b", {})])) == fix.allow(fix.now + 300)
}

test_the_bound_is_that_of_the_count_th_attester if {
	counted(1, [ending("a", fix.now + 9), ending("b", fix.now + 5)]) == fix.allow(fix.now + 9)
}

ending(attester, at) := object.union(fix.claim("qa", attester, {}), {"expiresAt": at})

test_the_bound_of_two_is_the_lesser if {
	counted(2, [ending("a", fix.now + 9), ending("b", fix.now + 5)]) == fix.allow(fix.now + 5)
}

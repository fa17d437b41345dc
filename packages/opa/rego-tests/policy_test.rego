package policy_test

import data.pawl_fixtures as fix

nothing := {"allow": false, "expiresAt": null, "unmet": []}

good := fix.policy([fix.leaf("review", ["a"], [])], {"r": 0})

good_document := fix.document([fix.image([fix.claim("review", "a", {})])])

judge(rules) := fix.decision(good_document, rules)

with_node(node) := judge(fix.policy([node], {"r": 0}))

test_allows_with_a_policy if judge(good) == fix.allow(fix.now + 300)

test_denies_without_a_policy if {
	result := data.pawl.engine.decision with input as good_document
	result == nothing
}

test_denies_by_a_policy_that_is_none if {
	every rules in [null, [], "x", {}, 1] { judge(rules) == nothing }
}

test_denies_by_a_policy_with_a_part_that_is_none if {
	every patch in [
		{"kind": "AttestationPolicy"}, {"apiVersion": "v2"}, {"name": 1}, {"images": []}, {"images": {}}, {"nodes": []},
		{"requirements": []}, {"requirements": {}}, {"requirements": [{"name": "r", "node": 1}]},
		{"requirements": [{"name": "r", "node": 0}, {"name": "r", "node": 0}]}, {"images": [{"re2": 1}]},
		{"revoked": []}, {"revoked": {"digests": [], "statements": [], "attesters": []}}, {"exceptions": {}},
		{"exceptions": [{"digest": fix.digest, "requirement": "r", "until": "never"}]},
	] {
		judge(object.union(object.remove(good, object.keys(patch)), patch)) == nothing
	}
}

test_denies_by_a_leaf_with_a_part_that_is_none if {
	every patch in [
		{"claim": null}, {"from": []}, {"from": "a"}, {"count": 0}, {"count": "1"}, {"maxAge": null}, {"maxAge": "never"},
		{"where": "x"}, {"where": null}, {"where": [{}]}, {"with": null}, {"with": {}}, {"level": 1},
	] {
		with_node(object.union(fix.leaf("review", ["a"], []), patch)) == nothing
	}
}

test_denies_by_groups_that_are_none if {
	leaf := fix.leaf("review", ["a"], [])
	every group in [
		{"level": 1, "all": []}, {"level": 1, "all": "x"}, {"level": 1, "any": [1]}, {"level": 1, "any": [2]},
		{"level": 0, "all": [0]}, {"level": 5, "all": [0]}, {"level": 1, "any": [0], "all": [0]}, {"level": 1},
	] {
		judge(fix.policy([leaf, group], {"r": 1})) == nothing
	}
	judge(fix.policy([leaf, {"level": 1, "all": [0]}], {"r": 1})) == fix.allow(fix.now + 300)
}

test_denies_an_all_with_one_unmet_member if {
	nodes := [fix.leaf("review", ["a"], []), fix.leaf("none", ["a"], []), {"level": 1, "all": [0, 1]}, {"level": 1, "any": [0, 1]}]
	judge(fix.policy(nodes, {"r": 2})) == fix.deny([0])
	judge(fix.policy(nodes, {"r": 3})) == fix.allow(fix.now + 300)
}

test_reaches_level_four if {
	leaves := [fix.leaf("review", ["a"], []), fix.leaf("none", ["a"], [])]
	groups := [
		{"level": 1, "all": [0]}, {"level": 2, "any": [1, 2]},
		{"level": 3, "all": [0, 3]}, {"level": 4, "any": [4, 1]},
	]
	judge(fix.policy(array.concat(leaves, groups), {"r": 5})) == fix.allow(fix.now + 300)
	unmet := [{"level": 1, "all": [1]}, {"level": 2, "any": [1, 2]}, {"level": 3, "all": [0, 3]}, {"level": 4, "any": [4, 1]}]
	judge(fix.policy(array.concat(leaves, unmet), {"r": 5})) == fix.deny([0])
}

package usable_test

import data.pawl_fixtures as fix

nothing := {"allow": false, "expiresAt": null, "unmet": []}

claims := [fix.claim("one", "a", {"n": 3, "list": []}), fix.claim("two", "a", {"n": 3, "list": []})]

judge(rules) := fix.by_profile(fix.document([fix.image(claims)]), rules)

good := fix.policy([fix.leaf("one", ["a"], [])], {"r": 0})

changed(object_, patch) := object.union(object.remove(object_, object.keys(patch)), patch)

named(names) := fix.profile([object.union(good, {"name": name}) | some name in names])

test_denies_by_a_profile_with_a_part_that_is_none if {
	judge(fix.profile([good])) == fix.allow(fix.now + 300)
	every patch in [
		{"apiVersion": "pawl.dev/v2"}, {"kind": "CompiledPolicy"}, {"unmatched": "maybe"}, {"unmatched": null},
		{"policies": []}, {"policies": {"0": good}}, {"policies": [null]}, {"policies": [good, 1]},
	] {
		judge(changed(fix.profile([good]), patch)) == nothing
	}
}

test_allows_by_sixteen_policies_and_denies_by_seventeen if {
	judge(named(numbers.range(1, 16))) == nothing
	judge(named([format_int(n, 10) | some n in numbers.range(1, 16)])) == fix.allow(fix.now + 300)
	judge(named([format_int(n, 10) | some n in numbers.range(1, 17)])) == nothing
}

judge_policy(patch) := judge(fix.profile([changed(good, patch)]))

revoked(patch) := {"revoked": object.union({"digests": [], "statements": [], "attesters": [], "signers": []}, patch)}

test_denies_by_what_is_revoked_where_a_list_is_none if {
	every kind in ["digests", "statements", "attesters", "signers"] {
		judge_policy(revoked({kind: ["x"]})).unmet == unmet_by[kind]
		every list in [null, "x", {}, {"0": "x"}, [1], ["x", null]] { judge_policy(revoked({kind: list})) == nothing }
		judge_policy({"revoked": object.remove(revoked({}).revoked, [kind])}) == nothing
	}
}

# A list that names nobody here revokes nothing, but for signers: nobody is named by these claims.
unmet_by := {"digests": [], "statements": [], "attesters": [], "signers": [[0, "production", "r"]]}

exception(patch) := {"exceptions": [changed({"digest": fix.digest, "requirement": "r", "until": fix.now + 60}, patch)]}

test_denies_by_an_exception_that_is_none if {
	judge_policy(exception({})) == fix.allow(fix.now + 300)
	every patch in [
		{"requirement": null}, {"until": null}, {"until": "x"}, {"until": fix.now + 0.5}, {"digest": null}, {"digest": 1},
		{"repository": "ghcr.io/acme/app"}, {"repository": null},
	] {
		judge_policy(exception(patch)) == nothing
	}
}

of(name) := {"exceptions": [{"repository": name, "requirement": "r", "until": fix.now + 60}]}

test_denies_by_an_exception_of_no_repository if {
	judge_policy(of("ghcr.io/acme/app")) == fix.allow(fix.now + 300)
	judge_policy(of(null)) == nothing
}

with_nodes(nodes) := judge_policy({"nodes": nodes, "requirements": [{"name": "r", "node": count(nodes) - 1}]})

one := fix.leaf("one", ["a"], [])

test_denies_by_a_table_that_is_none if {
	with_nodes([one, {"level": 1, "any": [0]}, {"level": 2, "all": [1]}]) == fix.allow(fix.now + 300)
	every group in [{"level": 1.5, "any": [0]}, {"level": 1, "any": ["0"]}, {"level": 1, "any": [null]}, {"level": 1, "any": [1]}] {
		with_nodes([one, group]) == nothing
	}
	with_nodes([one, {"level": 2, "any": [0]}, {"level": 2, "all": [1]}]) == nothing
	with_nodes([one, {"level": 1, "any": [2]}, {"level": 2, "all": [1]}]) == nothing
	with_nodes([one | some _ in numbers.range(1, 256)]) == fix.allow(fix.now + 300)
	with_nodes([one | some _ in numbers.range(1, 257)]) == nothing
	judge_policy({"requirements": [{"name": 1, "node": 0}]}) == nothing
	judge_policy({"requirements": [{"name": "r", "node": "0"}]}) == nothing
}

tested(test) := with_nodes([object.union(one, {"where": test})])

test_denies_by_a_field_test_that_is_none if {
	tested([{"field": "n", "op": "min", "value": 3}]) == fix.allow(fix.now + 300)
	every test in [
		{"0": {"field": "n", "op": "exists"}}, [{"op": "exists"}], [{"field": "n"}], [{"field": "n", "op": null}],
		[{"field": "n", "op": "min"}], [{"field": "n", "op": "min", "value": null}], [{"field": "n", "op": "max", "value": "9"}],
		[{"field": "n", "op": "within", "value": 1.5}],
	] {
		tested(test) == nothing
	}
}

partner := {"claim": "two", "from": ["a"], "maxAge": 3600, "where": [], "covers": [["list", "list"]], "equal": [["n", "n"]]}

test_denies_by_a_partner_that_is_none if {
	with_nodes([object.union(one, {"with": partner})]) == fix.allow(fix.now + 300)
	every patch in [
		{"claim": null}, {"from": []}, {"maxAge": null}, {"where": null}, {"covers": null}, {"equal": null}, {"covers": {}},
		{"equal": "x"}, {"covers": ["list"]}, {"covers": [["list"]]}, {"equal": [[null, "n"]]}, {"equal": [["n", 1]]}, {"equal": ["nn"]},
		{"equal": [{"0": "n", "1": "n"}]},
	] {
		with_nodes([object.union(one, {"with": changed(partner, patch)})]) == nothing
	}
}

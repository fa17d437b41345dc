package document_verdict_test

import data.pawl_fixtures as evidence
import data.pawl_gatekeeper_fixtures as fix
import data.pawl_gatekeeper_mode as asking

request(references) := fix.create({"containers": [fix.container(concat("", ["c", format_int(i, 10)]), reference) | some i, reference in references]})

value(reference, entry) := object.union(fix.counts("production", reference), {"entry": entry})

said(entries) := fix.answer([[fix.key("production", reference), value(reference, entry)] | some reference, entry in entries])

review := evidence.claim("review", "security", {})

good := asking.entry(fix.app, [review])

changed(patch) := said({fix.app: object.union(good, patch)})

shown(profile, asked, answer) := {mode |
	some mode in ["enforce", "warn", "audit"]
	found := data.pawlattestations.violation with input as {"review": request(asked), "parameters": {"mode": mode}, "said": answer}
		with external_data as fix.provider
		with time.now_ns as fix.now * 1000000000
		with data.pawl.configuration as {
			"provider": "pawl",
			"asks": "document",
			"unknown": "production",
			"namespaces": [],
			"profiles": {"production": profile},
		}
	count(found) > 0
}

# Of one requirement that asks for a claim of the type that the policy is named for.
policy(name, mode) := object.union(
	evidence.policy([evidence.leaf(name, ["security"], [])], {"r": 0}),
	{"name": name, "mode": mode},
)

profile(mode, policies) := object.union(evidence.profile(policies), {"mode": mode})

test_judges_by_the_policies if {
	shown(profile("enforce", [policy("review", "enforce")]), [fix.app], changed({})) == set()
	shown(profile("enforce", [policy("review", "enforce")]), [fix.app], changed({"claims": []})) == {"enforce", "warn", "audit"}
}

test_shows_a_denial_in_the_weaker_of_the_two_modes if {
	lacking := changed({"claims": []})
	expected := {"enforce": {"enforce", "warn", "audit"}, "warn": {"warn", "audit"}, "audit": {"audit"}}
	every mode, modes in expected {
		shown(profile("enforce", [policy("review", mode)]), [fix.app], lacking) == modes
		shown(profile(mode, [policy("review", "enforce")]), [fix.app], lacking) == modes
	}
}

test_shows_the_strictest_of_several_denials if {
	shown(both("enforce", "warn"), [fix.app], changed({})) == {"warn", "audit"}
	shown(both("enforce", "warn"), [fix.app], changed({"claims": []})) == {"enforce", "warn", "audit"}
	shown(both("warn", "audit"), [fix.app], changed({"claims": []})) == {"warn", "audit"}
	shown(both("warn", "enforce"), [fix.app], changed({})) == {"enforce", "warn", "audit"}
}

both(first, second) := profile("enforce", [policy("review", first), policy("provenance", second)])

test_shows_the_strictest_of_several_images if {
	weak := object.union(policy("provenance", "audit"), {"images": [{"glob": "ghcr.io/acme/tool", "re2": `(?s)^ghcr\.io/acme/tool$`}]})
	strict := object.union(policy("review", "enforce"), {"images": [{"glob": "ghcr.io/acme/app", "re2": `(?s)^ghcr\.io/acme/app$`}]})
	tool := object.union(asking.entry(fix.tool, []), {"repository": "ghcr.io/acme/tool", "name": "tool"})
	shown(profile("enforce", [weak, strict]), [fix.app, fix.tool], said({fix.app: good, fix.tool: tool})) == {"audit"}
	shown(profile("enforce", [weak, strict]), [fix.app, fix.tool], said({fix.app: object.union(good, {"claims": []}), fix.tool: tool})) == {"enforce", "warn", "audit"}
}

# What is refused as a whole is denied by the profile, however weak the policies are that it has.
test_shows_what_cannot_be_judged_in_the_mode_of_the_profile if {
	weak := profile("enforce", [policy("review", "audit")])
	every patch in [{"repository": "docker.io/evil/app"}, {"repository": ""}, {"verifiedAt": null}, {"claims": null}, {"digest": "sha256:00"}] {
		shown(weak, [fix.app], changed(patch)) == {"enforce", "warn", "audit"}
	}
	shown(profile("warn", [policy("review", "audit")]), [fix.app], changed({"repository": "docker.io/evil/app"})) == {"warn", "audit"}
	shown(weak, [fix.app], said({})) == {"enforce", "warn", "audit"}
}

test_shows_a_stale_configuration_in_the_mode_of_the_profile if {
	stale := object.union(profile("enforce", [policy("review", "audit")]), {"validUntil": fix.now})
	shown(stale, [fix.app], changed({})) == {"enforce", "warn", "audit"}
	shown(object.union(stale, {"validUntil": fix.now + 1}), [fix.app], changed({})) == set()
}

test_denies_a_profile_that_is_not_usable if {
	every broken in [
		{}, null, [], profile("enforce", []), profile("enforce", null), object.remove(profile("enforce", [policy("review", "enforce")]), ["kind"]),
		profile("enforce", [object.union(policy("review", "audit"), {"nodes": []})]),
	] {
		shown(broken, [fix.app], changed({})) == {"enforce", "warn", "audit"}
	}
}

test_denies_by_modes_that_are_none if {
	every mode in ["", "off", null, 0, ["audit"]] {
		"enforce" in shown(profile("enforce", [object.union(policy("review", "audit"), {"mode": mode})]), [fix.app], changed({"claims": []}))
		"enforce" in shown(profile(mode, [policy("review", "enforce")]), [fix.app], changed({"claims": []}))
	}
}

test_denies_an_entry_of_another_image if {
	every reference in [fix.tool, fix.tagged, "", null, [fix.app], concat("", [fix.app, " "])] {
		fix.denies(request([fix.app]), changed({"reference": reference}))
	}
}

# Evidence of another digest, under the reference that was asked for.
test_denies_an_entry_of_another_digest if {
	other := replace(fix.digest, "aa", "bb")
	fix.passes(request([fix.app]), changed({"digest": fix.digest}))
	fix.denies(request([fix.app]), changed({"digest": other}))
	fix.denies(request([fix.app]), said({fix.app: object.remove(good, ["digest"])}))
}

test_denies_an_entry_that_is_none if {
	every entry in [null, [], "x", 1, true, [good], json.marshal(good)] { fix.denies(request([fix.app]), said({fix.app: entry})) }
	without := fix.answer([[fix.key("production", fix.app), fix.counts("production", fix.app)]])
	fix.denies(request([fix.app]), without)
}

# The verdict of the other mode is no entry.
test_denies_a_verdict_where_an_entry_was_asked if {
	yes := {"accepted": {"enforce": true, "warn": true, "audit": true}, "ungoverned": true}
	fix.denies(request([fix.app]), fix.answer([[fix.key("production", fix.app), object.union(fix.counts("production", fix.app), yes)]]))
}

# An entry of the cache is judged when it is used, by the greater of the two clocks.
test_denies_an_entry_that_has_ended if {
	fix.passes(request([fix.app]), changed({"validUntil": fix.now + 1}))
	fix.denies(request([fix.app]), changed({"validUntil": fix.now}))
	ahead := object.union(value(fix.app, object.union(good, {"validUntil": fix.now + 10})), {"now": fix.now + 10})
	fix.denies(request([fix.app]), fix.answer([[fix.key("production", fix.app), ahead]]))
}

test_denies_a_claim_that_has_ended_since if {
	fix.passes(request([fix.app]), changed({"claims": [object.union(review, {"expiresAt": fix.now + 1})]}))
	fix.denies(request([fix.app]), changed({"claims": [object.union(review, {"expiresAt": fix.now})]}))
}

test_denies_65_images if {
	fix.passes(request(many(64)), said(entries(64)))
	fix.denies(request(many(65)), said(entries(65)))
}

many(n) := [reference |
	some i in numbers.range(1, n)
	reference := concat("", ["ghcr.io/acme/app", format_int(i, 10), "@", fix.digest])
]

entries(n) := {reference: asking.entry(reference, [review]) | some reference in many(n)}

open := object.union(profile("enforce", [policy("review", "enforce")]), {"unmatched": "allow"})

foreign := object.union(good, {"reference": "docker.io/library/x:1", "repository": "docker.io/library/x", "claims": []})

test_allows_a_tag_that_no_policy_governs_where_the_profile_lets_it_by if {
	answer := said({foreign.reference: object.remove(foreign, ["digest"])})
	shown(open, [foreign.reference], answer) == set()
	shown(object.union(open, {"unmatched": "deny"}), [foreign.reference], answer) == {"enforce", "warn", "audit"}
}

test_denies_a_tag_that_a_policy_governs_beside_one_that_none_does if {
	tagged := asking.entry(fix.tagged, [review])
	shown(open, [foreign.reference, fix.tagged], said({foreign.reference: foreign, fix.tagged: tagged})) == {"enforce"}
	shown(open, [foreign.reference, fix.app], said({foreign.reference: foreign, fix.app: good})) == set()
}

test_names_the_image_and_the_requirement if {
	answer := said({fix.app: object.union(good, {"claims": []}), fix.tool: asking.entry(fix.tool, [review])})
	fix.words(request([fix.app, fix.tool]), answer) == {concat("", [`pawl: image "`, fix.app, `": requirements-unmet: reviewed/r`])}
}

# Without its entry nobody knows which unmet requirement belongs to which image.
test_names_no_other_image_than_the_one_without_an_entry if {
	answer := said({fix.tool: asking.entry(fix.tool, [])})
	fix.words(request([fix.app, fix.tool]), answer) == {concat("", [`pawl: image "`, fix.app, `": answer-missing: the provider gave none that counts`])}
}

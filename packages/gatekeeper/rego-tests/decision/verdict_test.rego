package decision_verdict_test

import data.pawl_gatekeeper_fixtures as fix

request(reference) := fix.create({"containers": [fix.container("app", reference)]})

said(reference, patch) := fix.answer([[fix.key("production", reference), object.union(fix.yes("production", reference), patch)]])

shown(reference, patch) := {mode |
	some mode in ["enforce", "warn", "audit"]
	count(fix.violations(request(reference), said(reference, patch), mode)) > 0
}

test_shows_a_denial_in_the_constraints_that_the_gateway_names if {
	shown(fix.app, {}) == set()
	shown(fix.app, {"accepted": {"audit": false}}) == {"audit"}
	shown(fix.app, {"accepted": {"audit": false, "warn": false}}) == {"audit", "warn"}
	shown(fix.app, {"accepted": {"audit": false, "warn": false, "enforce": false}}) == {"audit", "warn", "enforce"}
}

test_takes_only_a_literal_true if {
	every answer in [false, null, 1, "true", "yes", [true], {"enforce": true}, {}] {
		"enforce" in shown(fix.app, {"accepted": {"enforce": answer}})
	}
}

test_denies_a_verdict_of_another_shape if {
	every answer in [null, true, "enforce", ["enforce"], [true, true, true], 1] {
		shown(fix.app, {"accepted": answer}) == {"enforce", "warn", "audit"}
	}
	without := fix.answer([[fix.key("production", fix.app), object.remove(fix.yes("production", fix.app), ["accepted"])]])
	fix.denies(request(fix.app), without)
}

# The entry of the other mode is no verdict.
test_denies_an_entry_where_a_verdict_was_asked if {
	value := object.union(object.remove(fix.yes("production", fix.app), ["accepted"]), {"entry": {"reference": fix.app}})
	fix.denies(request(fix.app), fix.answer([[fix.key("production", fix.app), value]]))
}

test_allows_a_tag_that_no_policy_governs if {
	shown(fix.tagged, {"ungoverned": true}) == set()
	shown(fix.tagged, {}) == {"enforce"}
}

test_denies_a_tag_when_ungoverned_is_no_literal_true if {
	every answer in [false, null, 1, "true", {}, [true]] { shown(fix.tagged, {"ungoverned": answer}) == {"enforce"} }
}

test_denies_what_no_policy_governs_and_is_not_accepted if {
	shown(fix.app, {"ungoverned": true, "accepted": {"enforce": false}}) == {"enforce"}
}

test_says_the_reasons_of_the_gateway if {
	no := said(fix.app, {"accepted": {"enforce": false}, "reasons": ["reviewed/r: claim-missing", 7, "built/p: claim-too-old"]})
	fix.words(request(fix.app), no) == {concat("", [`pawl: image "`, fix.app, `": reviewed/r: claim-missing; built/p: claim-too-old`])}
}

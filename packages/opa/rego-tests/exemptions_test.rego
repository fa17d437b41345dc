package exemptions_test

import data.pawl_fixtures as fix

other := replace(fix.digest, "a", "b")

signed := object.union(fix.claim("one", "a", {}), {"signer": {"kind": "key", "id": other}})

rules(change) := object.union(fix.policy([fix.leaf("one", ["a"], [])], {"r": 0}), change)

judge(claims, change) := fix.decision(fix.document([fix.image(claims)]), rules(change))

revoke(kind, entries) := {"revoked": object.union(
	{"digests": [], "statements": [], "attesters": [], "signers": []},
	{kind: entries},
)}

exception(change) := object.union(
	{"digest": fix.digest, "requirement": "r", "until": fix.now + 60, "reason": "x", "ticket": "T-1"},
	change,
)

test_denies_what_is_revoked_and_allows_what_is_not if {
	every kind, entry in {"digests": fix.digest, "statements": fix.digest, "attesters": "a", "signers": other} {
		judge([signed], revoke(kind, [entry])) == fix.deny([0])
		judge([signed], revoke(kind, ["sha256:0"])) == fix.allow(fix.now + 300)
	}
}

test_denies_who_names_no_signer_where_signers_are_revoked if {
	every signer in [null, {}, {"id": 1}, {"id": [other]}, "x"] {
		judge([object.union(object.remove(signed, ["signer"]), {"signer": signer})], revoke("signers", ["sha256:0"])) == fix.deny([0])
	}
	judge([object.remove(signed, ["signer"])], revoke("signers", ["sha256:0"])) == fix.deny([0])
	judge([object.remove(signed, ["signer"])], revoke("attesters", ["b"])) == fix.allow(fix.now + 300)
}

test_allows_by_a_live_exception if {
	judge([], {"exceptions": [exception({})]}) == fix.allow(fix.now + 60)
	judge([], {"exceptions": [exception({"until": fix.now + 9999})]}) == fix.allow(fix.now + 300)
}

test_denies_when_the_exception_is_over_or_another_s if {
	every change in [{"until": fix.now}, {"digest": other}, {"requirement": "q"}] {
		judge([], {"exceptions": [exception(change)]}) == fix.deny([0])
	}
}

of(name) := object.union(object.remove(exception({}), ["digest"]), {"repository": name})

test_allows_by_repository if {
	judge([], {"exceptions": [of("ghcr.io/acme/app")]}) == fix.allow(fix.now + 60)
	judge([], {"exceptions": [of("ghcr.io/acme/App")]}) == fix.deny([0])
}

test_denies_when_one_of_two_exceptions_is_over if {
	judge([], {"exceptions": [exception({}), exception({"until": fix.now})]}) == fix.deny([0])
	judge([], {"exceptions": [exception({}), exception({"until": fix.now + 1})]}) == fix.allow(fix.now + 1)
}

test_denies_a_revoked_digest_that_is_excepted if {
	judge([], object.union({"exceptions": [exception({})]}, revoke("digests", [fix.digest]))) == fix.deny([0])
}

test_allows_by_the_later_of_claim_and_exception if {
	judge([signed], {"exceptions": [exception({"until": fix.now + 1})]}) == fix.allow(fix.now + 300)
}

package decision_test

import data.pawl_fixtures as fix

review := fix.claim("review", "security", {"approved": true})

rules := fix.policy([fix.leaf("review", ["security"], [{"field": "approved", "op": "in", "values": [true]}])], {"r": 0})

judge(images) := fix.decision(fix.document(images), rules)

changed(patch) := judge([object.union(fix.image([review]), patch)])

test_allows_an_image_with_the_claim if judge([fix.image([review])]) == fix.allow(fix.now + 300)

test_denies_without_the_claim if judge([fix.image([])]) == fix.deny([0])

test_denies_the_one_image_of_two_that_has_none if judge([fix.image([review]), fix.image([])]) == fix.deny([1])

test_denies_another_attester if judge([fix.image([object.union(review, {"attester": "x"})])]) == fix.deny([0])

test_denies_no_document if {
	result := data.pawl.engine.decision with data.pawl.profile as fix.profile([rules])
	result == fix.deny([-1])
}

test_denies_zero_images if judge([]) == fix.deny([-1])

test_denies_65_images if judge([fix.image([review]) | some _ in numbers.range(1, 65)]) == fix.deny([-1])

test_denies_other_versions if {
	every version in ["pawl.dev/v2", "", null, 1] {
		of_document({"apiVersion": version}) == fix.deny([-1])
	}
}

test_denies_another_document if {
	every patch in [{"kind": "Attestations"}, {"now": null}, {"now": fix.now + 0.5}, {"now": -1}, {"images": null}, {"images": "x"}] {
		of_document(patch) == fix.deny([-1])
	}
}

of_document(patch) := fix.decision(object.union(fix.document([fix.image([review])]), patch), rules)

test_denies_every_malformed_entry if {
	patches := [
		{"reference": ""}, {"repository": null}, {"repository": "docker.io/evil/app"},
		{"reference": null}, {"repository": ""}, {"digest": null}, {"digest": "sha256:00"}, {"digest": upper(fix.digest)},
		{"digest": concat("", [fix.digest, "a"])}, {"digest": replace(fix.digest, "aaa", "aag")}, {"digest": replace(fix.digest, "sha256:", "sha512:")},
		{"verifiedAt": -1}, {"validUntil": 253402300800}, {"claims": null},
		{"verifiedAt": "0"}, {"verifiedAt": fix.now + 301}, {"verifiedAt": fix.now - 0.5},
		{"validUntil": fix.now}, {"validUntil": null}, {"claims": {}}, {"claims": [review | some _ in numbers.range(1, 65)]},
	]
	every patch in patches { changed(patch) == fix.deny([0]) }
}

test_allows_at_the_edge_of_the_times if {
	changed({"verifiedAt": fix.now + 300}) == fix.allow(fix.now + 300)
	changed({"validUntil": fix.now + 1}) == fix.allow(fix.now + 1)
}

test_a_malformed_claim_changes_nothing_else if {
	broken := [
		null, [], "x", {}, object.union(review, {"summary": []}), object.union(review, {"moment": null}),
		object.union(review, {"expiresAt": null}), object.union(review, {"moment": fix.now + 301}),
	]
	every claim in broken {
		judge([fix.image([claim])]) == fix.deny([0])
		judge([fix.image([claim, review])]) == fix.allow(fix.now + 300)
	}
}

test_counts_a_claim_until_its_last_second if {
	aged(fix.now - 3600) == fix.allow(fix.now + 1)
	aged(fix.now - 3601) == fix.deny([0])
}

aged(moment) := judge([fix.image([object.union(review, {"moment": moment})])])

test_a_claim_ends if {
	ending(fix.now + 1) == fix.allow(fix.now + 1)
	ending(fix.now) == fix.deny([0])
}

ending(at) := judge([fix.image([object.union(review, {"expiresAt": at})])])

test_a_claim_without_a_moment_needs_the_word if {
	timeless := object.remove(review, ["moment"])
	judge([fix.image([timeless])]) == fix.deny([0])
	node := object.union(fix.leaf("review", ["security"], []), {"maxAge": "unlimited"})
	fix.decision(fix.document([fix.image([timeless])]), fix.policy([node], {"r": 0})) == fix.allow(fix.now + 300)
}

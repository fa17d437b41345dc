package input_test

import data.pawl.input as wellformed
import data.pawl_fixtures as fix

review := fix.claim("review", "security", {})

image := fix.image([review])

test_allows_integers_of_53_bits_and_denies_the_next if {
	every x in [0, -1, 3.0, 9007199254740991, -9007199254740991] { wellformed.is_integer(x) }
	every x in [9007199254740992, -9007199254740992, 1.5, 1e300, "3", null, true, [3]] { not wellformed.is_integer(x) }
}

test_allows_times_and_denies_what_is_none if {
	every x in [0, 1, 253402300799] { wellformed.is_time(x) }
	every x in [-1, 253402300800, 0.5, "0", null, false] { not wellformed.is_time(x) }
}

test_allows_a_digest_and_denies_what_is_none if {
	wellformed.is_digest(fix.digest)
	every x in [upper(fix.digest), substring(fix.digest, 0, 70), replace(fix.digest, "sha256", "sha512"), "", null, 1] {
		not wellformed.is_digest(x)
	}
}

test_allows_scalars_and_denies_what_is_none if {
	every x in ["", "x", 0, -7, true] { wellformed.is_scalar(x) }
	every x in [false, null, 1.5, [], {}, ["x"]] { not wellformed.is_scalar(x) }
}

test_allows_a_document_and_denies_another if {
	wellformed.document with input as fix.document([image])
	not wellformed.document with input as fix.document([])
	not wellformed.document with input as object.union(fix.document([image]), {"apiVersion": "pawl.dev/v2"})
	not wellformed.document
}

test_allows_a_shape_without_a_digest_and_denies_one_that_is_null if {
	wellformed.shape(object.remove(image, ["digest"]))
	not wellformed.shape(object.union(image, {"digest": null}))
}

judged(patch) if {
	changed := object.union(image, patch)
	wellformed.entry(changed) with input as fix.document([image])
}

test_allows_an_entry_and_denies_one_that_does_not_count_now if {
	judged({})
	judged({"verifiedAt": fix.now + 300})
	judged({"validUntil": fix.now + 1})
	not judged({"verifiedAt": fix.now + 301})
	not judged({"validUntil": fix.now})
	not judged({"digest": null})
}

test_denies_an_entry_without_a_digest if {
	not wellformed.entry(object.remove(image, ["digest"])) with input as fix.document([image])
}

test_allows_the_skew_and_denies_a_second_more if {
	wellformed.not_future(image, fix.now + wellformed.skew)
	not wellformed.not_future(image, (fix.now + wellformed.skew) + 1)
}

counted(patch) if wellformed.claim(image, object.union(review, patch))

test_allows_a_claim_and_denies_one_with_a_part_that_is_none if {
	counted({})
	counted({"moment": 0})
	every patch in [
		{"type": 1}, {"attester": null}, {"statementDigest": 1}, {"summary": []}, {"moment": null}, {"moment": fix.now + 301},
		{"expiresAt": "never"},
	] {
		not counted(patch)
	}
	wellformed.claim(image, object.remove(review, ["moment"]))
	not wellformed.claim(image, object.remove(review, ["attester"]))
}

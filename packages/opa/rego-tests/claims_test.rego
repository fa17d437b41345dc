package claims_test

import data.pawl.claims
import data.pawl_fixtures as fix

review := fix.claim("review", "security", {"approved": true, "level": 3, "tools": ["x"], "at": fix.now - 60})

image := fix.image([review])

found(entry, type, names) := result if {
	result := claims.by(entry, type, names) with input as fix.document([entry])
}

test_finds_claims_by_type_and_attester if {
	found(image, "review", ["security"]) == [review]
	found(image, "review", {"security"}) == [review]
}

test_finds_nothing_else if {
	found(image, "scan", ["security"]) == []
	found(image, "review", ["other"]) == []
	found(image, "review", "security") == []
	found(object.union(image, {"validUntil": fix.now}), "review", ["security"]) == []
	found(object.union(image, {"digest": null}), "review", ["security"]) == []
	found(fix.image([object.union(review, {"expiresAt": fix.now})]), "review", ["security"]) == []
	found(fix.image([object.union(review, {"moment": null})]), "review", ["security"]) == []
	claims.by(image, "review", ["security"]) == []
}

test_tells_age if {
	claims.fresh(review, 100) with input as fix.document([image])
	not claims.fresh(review, 99) with input as fix.document([image])
	not claims.fresh(object.remove(review, ["moment"]), 100) with input as fix.document([image])
	claims.within(image, review, "at", 60) with input as fix.document([image])
	not claims.within(image, review, "at", 59) with input as fix.document([image])
	not claims.within(image, review, "none", 60) with input as fix.document([image])
}

test_tells_fields if {
	claims.says(review, "approved", true)
	not claims.says(review, "approved", "true")
	not claims.says(review, "none", true)
	claims.lists(review, "tools", "x")
	not claims.lists(review, "tools", "y")
	claims.at_least(review, "level", 3)
	not claims.at_least(review, "level", 4)
	claims.at_most(review, "level", 3)
	not claims.at_most(review, "none", 3)
	claims.covers({"summary": {"f": ["x"]}}, "f", review, "tools")
	not claims.covers({"summary": {"f": ["y"]}}, "f", review, "tools")
	not claims.covers({"summary": {}}, "f", review, "tools")
}

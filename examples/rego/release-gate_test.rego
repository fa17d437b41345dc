package acme.release_test

import data.acme.release

now := 1763812800

digest := "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

claim(type, attester, moment) := {
	"type": type,
	"attester": attester,
	"moment": moment,
	"statementDigest": digest,
	"summary": {"approved": true},
}

document(claims) := {"apiVersion": "pawl.dev/v1", "kind": "AttestationInput", "now": now, "images": [{
	"reference": "ghcr.io/acme/app:1.4",
	"repository": "ghcr.io/acme/app",
	"name": "app",
	"digest": digest,
	"verifiedAt": now,
	"validUntil": now + 300,
	"claims": claims,
}]}

alice := claim("release", "alice", now - 60)

bob := claim("release", "bob", now - 60)

test_allows_two_approvers if release.allow with input as document([alice, bob])

test_denies_one_approver if not release.allow with input as document([alice])

test_denies_one_approver_twice if not release.allow with input as document([alice, object.union(alice, {"moment": now})])

test_allows_one_approver_and_break_glass if {
	release.allow with input as document([alice, claim("break-glass", "on-call", now - 60)])
}

test_denies_one_approver_and_old_break_glass if {
	not release.allow with input as document([alice, claim("break-glass", "on-call", now - 14401)])
}

test_denies_break_glass_alone if not release.allow with input as document([claim("break-glass", "on-call", now)])

test_denies_without_a_document if not release.allow

test_denies_zero_images if not release.allow with input as object.union(document([]), {"images": []})

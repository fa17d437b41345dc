package pawl_fixtures

now := 1763812800

# 64 hexadecimal digits.
digest := concat("", ["sha256:", concat("", [x | some _ in numbers.range(1, 64); x := "a"])])

claim(type, attester, summary) := {
	"type": type,
	"predicateType": "https://example.test/v1",
	"attester": attester,
	"moment": now - 100,
	"statementDigest": digest,
	"summary": summary,
}

image(claims) := {
	"reference": "ghcr.io/acme/app:1.4",
	"repository": "ghcr.io/acme/app",
	"name": "app",
	"digest": digest,
	"verifiedAt": now,
	"validUntil": now + 300,
	"claims": claims,
}

document(images) := {"apiVersion": "pawl.dev/v1", "kind": "AttestationInput", "now": now, "images": images}

leaf(type, from, where) := {
	"level": 0,
	"claim": type,
	"from": from,
	"count": 1,
	"maxAge": 3600,
	"where": where,
}

policy(nodes, names) := {
	"apiVersion": "pawl.dev/v1",
	"kind": "CompiledPolicy",
	"name": "production",
	"revision": 1,
	"mode": "enforce",
	"images": [{"glob": "ghcr.io/acme/**", "re2": `(?s)^ghcr\.io/acme/.*$`}],
	"nodes": nodes,
	"requirements": [{"name": name, "node": node} | some name, node in names],
	"revoked": {"digests": [], "statements": [], "attesters": [], "signers": []},
	"exceptions": [],
}

profile(policies) := {
	"apiVersion": "pawl.dev/v1",
	"kind": "CompiledProfile",
	"name": "production",
	"mode": "enforce",
	"unmatched": "deny",
	"validUntil": "unlimited",
	"policies": policies,
}

decision(doc, rules) := result if {
	result := by_profile(doc, profile([rules]))
}

by_profile(doc, rules) := result if {
	result := data.pawl.engine.decision with input as doc with data.pawl.profile as rules
}

deny(images) := {"allow": false, "expiresAt": null, "unmet": [[i, "production", "r"] | some i in images]}

allow(until) := {"allow": true, "expiresAt": until, "unmet": []}

package pawl_gatekeeper_mode

import data.pawl_fixtures as evidence

asks := "document"

profile(name, mode) := object.union(evidence.profile([reviewed]), {"name": name, "mode": mode})

reviewed := object.union(
	evidence.policy([evidence.leaf("review", ["security"], [])], {"r": 0}),
	{"name": "reviewed"},
)

yes(reference) := {"entry": entry(reference, [evidence.claim("review", "security", {})])}

no(reference) := {"entry": entry(reference, [])}

entry(reference, claims) := object.union(evidence.image(claims), {"reference": reference, "validUntil": evidence.now + 3000})

package pawl.engine

import data.pawl.input as wellformed

# The claims that a policy may count, by type and attester: claim number to the claim's own end. An object for every image and
# policy that may judge it, empty where there is no claim: an exception needs none.
candidates[i][p] := object.get(sound, i, {}) if {
	some i, policies in judged
	some p, _ in policies
	not revoked_by[p]
}

candidates[i][p] := object.get(not_revoked, [i, p], {}) if {
	some i, policies in judged
	some p, _ in policies
	revoked_by[p]
}

# Well-formed claims that have not ended, once for all policies: image, type, attester, claim number.
sound[i][candidate.type][candidate.attester][c] := lasts if {
	some i, policies in judged
	count(policies) > 0
	image := input.images[i]
	some c, candidate in image.claims
	wellformed.claim(image, candidate)
	lasts := lesser(image.validUntil, object.get(candidate, "expiresAt", image.validUntil))
	lasts > input.now
}

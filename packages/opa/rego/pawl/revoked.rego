package pawl.engine

# What a policy no longer counts, for policies that revoke claims. As sets: a thousand entries are looked up, not walked, for
# every claim.
revoked_by[p] := {kind: {entry | some entry in entries} | some kind, entries in policy.revoked} if {
	some p, policy in data.pawl.profile.policies
	(count(policy.revoked.statements) + count(policy.revoked.attesters)) + count(policy.revoked.signers) > 0
}

# The claims that are left: image, policy, type, attester, claim number.
not_revoked[i][p][type][attester][c] := lasts if {
	some i, policies in judged
	some p, _ in policies
	revoked := revoked_by[p]
	some type, attesters in sound[i]
	some attester, numbers in attesters
	some c, lasts in numbers
	counts(revoked, input.images[i].claims[c])
}

# The strings are asked for first: `not x in list` would be true of an x that is not there.
counts(revoked, claim) if {
	is_string(claim.statementDigest)
	not revoked.statements[claim.statementDigest]
	is_string(claim.attester)
	not revoked.attesters[claim.attester]
	signer_counts(revoked.signers, claim)
}

signer_counts(signers, _) if count(signers) == 0

# Who does not say by whom it is signed could be the one that was revoked.
signer_counts(signers, claim) if {
	count(signers) > 0
	is_string(claim.signer.id)
	not signers[claim.signer.id]
}

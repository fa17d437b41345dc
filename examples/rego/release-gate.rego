# METADATA
# title: A rule of your own over verified claims
# description: |
#   Two different people have approved the release, or one has and a break-glass claim of the last four hours exists.
package acme.release

import data.pawl.claims
import data.pawl.input as wellformed

default allow := false

allow if {
	wellformed.document
	every image in input.images { released(image) }
}

released(image) if {
	approvers := {claim.attester | some claim in approvals(image)}
	count(approvers) >= 2
}

released(image) if {
	count(approvals(image)) > 0
	some claim in claims.by(image, "break-glass", ["on-call"])
	claims.fresh(claim, 4 * 3600)
}

# Every test asks for SOME claim. There is no rule about a claim that must not be there: whoever can delete it would decide.
approvals(image) := [claim |
	some claim in claims.by(image, "release", ["alice", "bob", "carol"])
	claims.fresh(claim, (14 * 24) * 3600)
	claims.says(claim, "approved", true)
]

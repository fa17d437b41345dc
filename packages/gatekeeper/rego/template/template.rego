# METADATA
# title: The violations of a constraint
# description: |
#   What passes is said; a violation is everything else. So whatever is undefined, missing or in error is a violation.
package pawlattestations

import data.pawl.gatekeeper.modes
import data.pawl.gatekeeper.namespace
import data.pawl.gatekeeper.request
import data.pawl.gatekeeper.verdict

passes if is_not_asked

# The provider is asked behind this line only.
passes if {
	not is_not_asked
	modes.asked
	request.well_formed
	verdict.accepted
}

# What is deleted runs no longer.
is_not_asked if input.review.operation == "DELETE"

# A profile denies at most in its own mode: in a namespace that only warns, the constraint that enforces has nothing to say.
is_not_asked if modes.rank[namespace.mode] < modes.rank[modes.asked]

violation contains found if {
	not passes
	some found in explained
}

# Whatever becomes of the words and the details: what does not pass is a violation.
violation contains {"msg": "pawl: unexplained: denied, and there are no words for why"} if {
	not passes
	count(explained) == 0
}

explained contains {"msg": message, "details": verdict.details} if {
	request.well_formed
	some message in verdict.messages
}

explained contains {"msg": "pawl: images-missing: the object names no image, too many, or not where images stand"} if {
	not request.well_formed
	count(request.unseen) == 0
}

explained contains {"msg": "pawl: image-unseen: the object names an image where this template knows of none"} if count(request.unseen) > 0

explained contains {"msg": "pawl: mode-unknown: the parameter mode of the constraint is none of enforce, warn, audit"} if not modes.asked

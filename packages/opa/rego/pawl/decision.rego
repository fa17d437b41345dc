# METADATA
# title: Interpreter of compiled profiles
# description: |
#   Judges the input document by the normal form in data.pawl.profile. Every node has a bound: the first second at which it no
#   longer holds. Greatest, least and n-th greatest only grow with more claims, so evidence can open and never close; the only
#   negations are over the operator's own lists of what is revoked.
package pawl.engine

import data.pawl.input as wellformed

# METADATA
# title: decision
# description: |
#   Whether the profile in data.pawl.profile allows every image of the document. Its members are allow, unmet and
#   expiresAt. unmet holds [image index, policy name, requirement name], with index -1 where the document itself is
#   malformed. expiresAt is the first second at which this allow is a deny; it is null for a deny, and where nothing
#   bounds an allow.
# entrypoint: true
# custom:
#   takes: 'nothing; it reads input and data.pawl.profile'
#   gives: 'an object with exactly these three members, always: there is a default'
#   refuses: 'a document that is malformed, zero images, an image with one requirement unmet; a profile that is missing or not the normal form is a deny with nothing unmet'
#   holds: 'engine.decision.allow == true'
#   fails: 'engine.decision.allow == true with data.pawl.profile as {}'
default decision := {"allow": false, "expiresAt": null, "unmet": []}

decision := {"allow": true, "expiresAt": expires, "unmet": []} if {
	# Every image has been allowed, and there is one: what is not allowed cannot hide behind another that is.
	wellformed.document
	count(allowed) > 0
	count(allowed) == count(input.images)
	bounds := array.concat(configuration_bounds, [bound |
		some image in allowed
		some bound in image
	])
	expires := first_end(bounds)
} else := {"allow": false, "expiresAt": null, "unmet": sort(unmet)} if usable

first_end([]) := null

first_end(bounds) := min(bounds) if count(bounds) > 0

# allowed[image]: the bounds of all that was required of it.
allowed[i] := bounds if {
	some i, policies in governing
	count(policies) > 0
	bounds := [bound |
		some p in policies
		some bound in until[i][p]
	]

	# A bound for every requirement of every governing policy.
	count(bounds) == sum([count(data.pawl.profile.policies[p].requirements) | some p in policies])
}

allowed[i] := [] if some i, _ in let_by

# Images that the profile lets by: well-formed, governed by nothing.
let_by[i] := true if {
	data.pawl.profile.unmatched == "allow"
	some i, policies in governing
	count(policies) == 0
}

unmet contains [-1, policy.name, requirement.name] if {
	not wellformed.document
	some policy in data.pawl.profile.policies
	some requirement in policy.requirements
}

unmet contains [i, policy.name, requirement.name] if {
	wellformed.document
	some i, _ in input.images
	not let_by[i]
	some p, policy in data.pawl.profile.policies
	answers(i, p)
	some r, requirement in policy.requirements
	not until[i][p][r]
}

# The policies that govern an image answer for it; where it is refused as a whole, all of them.
answers(i, p) if governing[i][p]

answers(i, _) if not some_governing(i)

some_governing(i) if count(governing[i]) > 0

# until[image][policy][requirement]: present exactly where the requirement is met.
until[i][p] := {r: bound |
	some r, requirement in data.pawl.profile.policies[p].requirements
	bound := requirement_bound(input.images[i], data.pawl.profile.policies[p], requirement, bounds)
} if {
	some i, policies in bounds_4
	some p, bounds in policies
}

# One entry for every image and every policy that may judge it. A revoked digest beats everything that comes after.
judged[i][p] := image if {
	some i, policies in governing
	image := input.images[i]
	wellformed.entry(image)
	some p in policies
	not image.digest in data.pawl.profile.policies[p].revoked.digests
}

# The policies that govern an image, none of them for one that is governed by nothing; absent for a malformed entry.
governing[i] := {p |
	some p, policy in data.pawl.profile.policies
	some pattern in policy.images
	regex.match(pattern.re2, image.repository)
} if {
	usable
	live
	wellformed.document
	some i, image in input.images
	wellformed.shape(image)
}

# An old configuration holds old lists of what is revoked.
live if data.pawl.profile.validUntil == "unlimited"

live if {
	wellformed.is_time(data.pawl.profile.validUntil)
	input.now < data.pawl.profile.validUntil
}

configuration_bounds := [bound |
	bound := data.pawl.profile.validUntil
	is_number(bound)
]

# METADATA
# title: Interpreter of compiled policies
# description: |
#   Judges the input document by the normal form in data.pawl.policy. Every node has a bound: the first second at which it no
#   longer holds. Greatest, least and n-th greatest only grow with more claims, so evidence can open and never close; there is
#   no negation over claims anywhere in this package.
package pawl.engine

import data.pawl.input as wellformed

# METADATA
# description: |
#   {allow, unmet, expiresAt}. unmet holds [image index, policy name, requirement name]; index -1 where the document itself is
#   malformed. expiresAt is the first second at which this allow is a deny, null for a deny. A policy that is missing or not
#   usable is a deny with nothing unmet.
# entrypoint: true
default decision := {"allow": false, "expiresAt": null, "unmet": []}

decision := {"allow": true, "expiresAt": expires, "unmet": []} if {
	bounds := [bound |
		some image in until
		some bound in image
	]

	# A bound for every requirement of every image: an image without one cannot hide behind another that has.
	count(bounds) == count(input.images) * count(data.pawl.policy.requirements)
	expires := min(bounds)
	expires > input.now
} else := {"allow": false, "expiresAt": null, "unmet": sort(unmet)} if usable

unmet contains [-1, data.pawl.policy.name, requirement.name] if {
	not wellformed.document
	some requirement in data.pawl.policy.requirements
}

unmet contains [i, data.pawl.policy.name, requirement.name] if {
	wellformed.document
	some i, _ in input.images
	some r, requirement in data.pawl.policy.requirements
	not until[i][r]
}

# until[image][requirement]: present exactly where the requirement is met.
until[i] := {r: bound |
	some r, requirement in data.pawl.policy.requirements
	bound := bounds[requirement.node]
} if {
	some i, bounds in bounds_4
}

# One entry for every image that is worth judging.
judged[i] := image if {
	usable
	wellformed.document
	some i, image in input.images
	wellformed.entry(image)
	governed(image)
}

governed(image) if {
	some pattern in data.pawl.policy.images
	regex.match(pattern.re2, image.repository)
}

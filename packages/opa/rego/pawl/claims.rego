# METADATA
# title: Claims for rules of your own
# description: |
#   The same tests as the interpreter's, as functions. Each gives something only for a claim that counts, so a rule that asks
#   for SOME claim is closed: without `not` and without `every` over claims, evidence that is withheld can never open it.
package pawl.claims

import data.pawl.input as wellformed

# METADATA
# description: |
#   The claims of one type by any of these attesters (an array or a set of names) in one entry of input.images. Empty for a
#   malformed document, for an entry that is malformed, expired or from the future, and without claims that have not ended.
by(image, type, attesters) := [claim |
	wellformed.document
	wellformed.entry(image)
	some claim in image.claims
	wellformed.claim(image, claim)
	claim.type == type
	claim.attester in attesters
	object.get(claim, "expiresAt", image.validUntil) > input.now
]

# METADATA
# description: The claim's moment is at most so many seconds old. A claim without a moment has no age.
fresh(claim, seconds) if {
	wellformed.is_integer(seconds)
	wellformed.is_time(claim.moment)
	(claim.moment + seconds) + 1 > input.now
}

# METADATA
# description: A time field is at most so many seconds old, and not later than the entry was verified.
within(image, claim, field, seconds) if {
	wellformed.is_integer(seconds)
	value := claim.summary[field]
	wellformed.is_time(value)
	wellformed.not_future(image, value)
	(value + seconds) + 1 > input.now
}

# METADATA
# description: The field is this string, integer or true; "3", 3 and true are three things.
says(claim, field, value) if {
	wellformed.is_scalar(value)
	claim.summary[field] == value
}

# METADATA
# description: The field is a list that holds this string.
lists(claim, field, value) if {
	is_string(value)
	is_array(claim.summary[field])
	value in claim.summary[field]
}

# METADATA
# description: The field is an integer of at least this.
at_least(claim, field, value) if {
	wellformed.is_integer(value)
	wellformed.is_integer(claim.summary[field])
	claim.summary[field] >= value
}

# METADATA
# description: The field is an integer of at most this. An absent count is not 0.
at_most(claim, field, value) if {
	wellformed.is_integer(value)
	wellformed.is_integer(claim.summary[field])
	claim.summary[field] <= value
}

# METADATA
# description: Both fields are lists, and every element of the first is a string that is in the second.
covers(first, found, second, accepted) if {
	is_array(first.summary[found])
	is_array(second.summary[accepted])
	names := {name | some name in second.summary[accepted]; is_string(name)}
	every name in first.summary[found] { names[name] }
}

# METADATA
# title: Claims for rules of your own
# description: |
#   The same tests as the interpreter's, as functions. Each gives something only for a claim that counts, so a rule that asks
#   for SOME claim is closed: without `not` and without `every` over claims, evidence that is withheld can never open it.
package pawl.claims

import data.pawl.input as wellformed

# METADATA
# title: by(image, type, attesters)
# description: The claims of one type by any of these attesters in one entry, as an array.
# custom:
#   takes: 'an entry of input.images, the type of a claim, and an array or a set of names of attesters'
#   gives: 'the claims that count now, in the order of the entry; an empty array where there is none'
#   refuses: 'a malformed document, an entry that is malformed, expired or from the future, a claim that is malformed or has ended, and a string for the attesters: each gives the empty array'
#   holds: 'count(claims.by(image, "review", ["security"])) == 1'
#   fails: 'count(claims.by(image, "review", ["somebody-else"])) == 1'
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
# title: fresh(claim, seconds)
# description: The claim's moment is at most so many seconds old.
# custom:
#   takes: 'a claim of `by`, and a whole number of seconds'
#   gives: 'true, or it is undefined'
#   refuses: 'a claim without a moment, which has no age; a number of seconds that is not whole'
#   holds: 'claims.fresh(claim, 100)'
#   fails: 'claims.fresh(claim, 99)'
fresh(claim, seconds) if {
	wellformed.is_integer(seconds)
	wellformed.is_time(claim.moment)
	(claim.moment + seconds) + 1 > input.now
}

# METADATA
# title: within(image, claim, field, seconds)
# description: A time in the claim's summary is at most so many seconds old.
# custom:
#   takes: 'the entry and a claim of it, the name of a field, and a whole number of seconds'
#   gives: 'true, or it is undefined'
#   refuses: 'a field that is absent or no time, and a time that is more than 300 seconds later than the entry was verified'
#   holds: 'claims.within(image, claim, "at", 60)'
#   fails: 'claims.within(image, claim, "at", 59)'
within(image, claim, field, seconds) if {
	wellformed.is_integer(seconds)
	value := claim.summary[field]
	wellformed.is_time(value)
	wellformed.not_future(image, value)
	(value + seconds) + 1 > input.now
}

# METADATA
# title: says(claim, field, value)
# description: A field of the claim's summary is this value. "3", 3 and true are three values.
# custom:
#   takes: 'a claim, the name of a field, and a string, an integer or true'
#   gives: 'true, or it is undefined'
#   refuses: 'false, null, lists and objects on either side'
#   holds: 'claims.says(claim, "level", 3)'
#   fails: 'claims.says(claim, "level", "3")'
says(claim, field, value) if {
	wellformed.is_scalar(value)
	claim.summary[field] == value
}

# METADATA
# title: lists(claim, field, value)
# description: A field of the claim's summary is a list that holds this string.
# custom:
#   takes: 'a claim, the name of a field, and a string'
#   gives: 'true, or it is undefined'
#   refuses: 'a field that is absent or no list'
#   holds: 'claims.lists(claim, "tools", "scanner")'
#   fails: 'claims.lists(claim, "tools", "scan")'
lists(claim, field, value) if {
	is_string(value)
	is_array(claim.summary[field])
	value in claim.summary[field]
}

# METADATA
# title: at_least(claim, field, value)
# description: A field of the claim's summary is an integer of at least this.
# custom:
#   takes: 'a claim, the name of a field, and an integer'
#   gives: 'true, or it is undefined'
#   refuses: 'a field that is absent or no integer: OPA orders values of different types, and every string is greater than every number'
#   holds: 'claims.at_least(claim, "level", 3)'
#   fails: 'claims.at_least(claim, "level", 4)'
at_least(claim, field, value) if {
	wellformed.is_integer(value)
	wellformed.is_integer(claim.summary[field])
	claim.summary[field] >= value
}

# METADATA
# title: at_most(claim, field, value)
# description: A field of the claim's summary is an integer of at most this.
# custom:
#   takes: 'a claim, the name of a field, and an integer'
#   gives: 'true, or it is undefined'
#   refuses: 'a field that is absent or no integer: an absent count is not 0'
#   holds: 'claims.at_most(claim, "level", 3)'
#   fails: 'claims.at_most(claim, "level", 2)'
at_most(claim, field, value) if {
	wellformed.is_integer(value)
	wellformed.is_integer(claim.summary[field])
	claim.summary[field] <= value
}

# METADATA
# title: covers(first, found, second, accepted)
# description: |
#   Every element of a list in one claim is in a list of another, for example every finding is accepted.
# custom:
#   takes: 'a claim and the name of its list, another claim and the name of its list'
#   gives: 'true, or it is undefined'
#   refuses: 'a field that is absent or no list, on either side, and an element that is no string'
#   holds: 'claims.covers(claim, "tools", claim, "accepted")'
#   fails: 'claims.covers(claim, "accepted", claim, "tools")'
covers(first, found, second, accepted) if {
	is_array(first.summary[found])
	is_array(second.summary[accepted])
	names := {name | some name in second.summary[accepted]; is_string(name)}
	every name in first.summary[found] { names[name] }
}

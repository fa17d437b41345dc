# METADATA
# title: Well-formedness of the input document
# description: |
#   Three levels, and each is closed on its own: a malformed document is denied, a malformed entry meets no requirement, a
#   malformed claim does not count and changes nothing else. Members that are not known here are ignored.
package pawl.input

# METADATA
# description: Seconds by which two honest clocks may differ.
skew := 300

# METADATA
# description: An integer below 2^53 in size. 3.0 is one, 1.5 and 1e300 are not.
is_integer(x) if {
	is_number(x)
	x > -9007199254740992
	x < 9007199254740992
	x == floor(x)
}

# METADATA
# description: Epoch seconds, up to the end of the year 9999.
is_time(x) if {
	is_number(x)
	x >= 0
	x <= 253402300799
	x == floor(x)
}

# METADATA
# description: The document itself. Without it nothing is judged and everything is denied.
document if {
	is_object(input)
	input.apiVersion == "pawl.dev/v1"
	input.kind == "AttestationInput"
	is_time(input.now)
	is_array(input.images)
	count(input.images) > 0
	count(input.images) <= 64
}

# METADATA
# description: |
#   An entry that is well-formed: it says which image it is. Its digest may be absent, but not wrong.
shape(image) if {
	is_object(image)
	is_string(image.reference)
	image.reference != ""
	is_string(image.repository)
	image.repository != ""
	digest := object.get(image, "digest", no_digest)
	is_digest(digest)
	is_time(image.verifiedAt)
	is_time(image.validUntil)
	is_array(image.claims)
	count(image.claims) <= 64
}

# METADATA
# description: A digest as the document writes it. No pattern, because to compile one takes longer than to judge ten claims.
is_digest(x) if {
	is_string(x)
	startswith(x, "sha256:")
	count(x) == 71
	trim_left(substring(x, 7, -1), "0123456789abcdef") == ""
}

no_digest := "sha256:0000000000000000000000000000000000000000000000000000000000000000"

# METADATA
# description: An entry that says which image it is, was verified not in the future, and still counts.
entry(image) if {
	shape(image)
	is_string(image.digest)
	image.verifiedAt <= input.now + skew
	image.validUntil > input.now
}

# METADATA
# description: At most the skew after the entry was verified. The first branch is the usual one, and needs no sum.
not_future(image, time) if {
	time <= image.verifiedAt
} else if {
	time <= image.verifiedAt + skew
}

# METADATA
# description: |
#   A claim that may count, whatever is asked of it. An absent moment reads as 0 and an absent end as the end of the entry,
#   which pass; a member that is there must be right, and null is there.
claim(image, candidate) if {
	is_object(candidate)
	is_string(candidate.type)
	is_string(candidate.attester)
	is_string(candidate.statementDigest)
	is_object(candidate.summary)
	moment := object.get(candidate, "moment", 0)
	is_time(moment)
	not_future(image, moment)
	is_time(object.get(candidate, "expiresAt", image.validUntil))
}

# METADATA
# description: What `equals`, `in` and `exists` know as one value. Booleans exist only as true.
is_scalar(x) if x == true

is_scalar(x) if is_string(x)

is_scalar(x) if is_integer(x)

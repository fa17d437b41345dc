# METADATA
# title: Well-formedness of the input document
# description: |
#   Three levels, and each is closed on its own: a malformed document is denied, a malformed entry meets no requirement, a
#   malformed claim does not count and changes nothing else. Members that are not known here are ignored.
package pawl.input

# METADATA
# title: skew
# description: Seconds by which two honest clocks may differ.
# custom:
#   takes: 'nothing'
#   gives: '300'
#   refuses: 'nothing'
#   holds: 'wellformed.skew == 300'
#   fails: 'wellformed.skew == 0'
skew := 300

# METADATA
# title: is_integer(x)
# description: An integer that is less than 2^53 in size, so that every engine reads the same one.
# custom:
#   takes: 'anything'
#   gives: 'true, or it is undefined'
#   refuses: 'everything that is no number, 1.5 and 1e300; 3.0 is an integer'
#   holds: 'wellformed.is_integer(3)'
#   fails: 'wellformed.is_integer("3")'
is_integer(x) if {
	is_number(x)
	x > -9007199254740992
	x < 9007199254740992
	x == floor(x)
}

# METADATA
# title: is_time(x)
# description: Seconds since 1970 in UTC, up to the end of the year 9999.
# custom:
#   takes: 'anything'
#   gives: 'true, or it is undefined'
#   refuses: 'everything that is no whole number, and what is below 0'
#   holds: 'wellformed.is_time(0)'
#   fails: 'wellformed.is_time(-1)'
is_time(x) if {
	is_number(x)
	x >= 0
	x <= 253402300799
	x == floor(x)
}

# METADATA
# title: document
# description: |
#   The input is a document of this version: begin every rule with it. Without it nothing is judged and everything is
#   denied.
# custom:
#   takes: 'nothing; it reads input'
#   gives: 'true, or it is undefined'
#   refuses: 'another apiVersion or kind, a now that is no time, and no images or more than 64'
#   holds: 'wellformed.document'
#   fails: 'wellformed.document with input as {}'
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
# title: shape(image)
# description: An entry that says which image it is. Its digest may be absent, but not wrong.
# custom:
#   takes: 'an entry of input.images'
#   gives: 'true, or it is undefined'
#   refuses: 'an empty reference or repository, a digest that is none, times that are none, claims that are no list or more than 64'
#   holds: 'wellformed.shape(image)'
#   fails: 'wellformed.shape(object.union(image, {"digest": null}))'
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
# title: is_digest(x)
# description: |
#   A digest as the document writes it: sha256, a colon and 64 hexadecimal digits in lower case.
# custom:
#   takes: 'anything'
#   gives: 'true, or it is undefined'
#   refuses: 'another algorithm, another length, and capitals'
#   holds: 'wellformed.is_digest(image.digest)'
#   fails: 'wellformed.is_digest(upper(image.digest))'
is_digest(x) if {
	is_string(x)
	startswith(x, "sha256:")
	count(x) == 71
	trim_left(substring(x, 7, -1), "0123456789abcdef") == ""
}

# METADATA
# title: no_digest
# description: What stands for a digest that is absent, so that one is_digest is asked in either case.
# custom:
#   takes: 'nothing'
#   gives: 'a digest of zeros, which no image has'
#   refuses: 'nothing'
#   holds: 'wellformed.is_digest(wellformed.no_digest)'
#   fails: 'wellformed.no_digest == image.digest'
no_digest := "sha256:0000000000000000000000000000000000000000000000000000000000000000"

# METADATA
# title: entry(image)
# description: |
#   An entry that may be judged now: it has a digest, was verified, and its verification still counts.
# custom:
#   takes: 'an entry of input.images'
#   gives: 'true, or it is undefined'
#   refuses: 'what `shape` refuses, an entry without a digest, one that was verified more than 300 seconds in the future, and one whose validUntil has come'
#   holds: 'wellformed.entry(image)'
#   fails: 'wellformed.entry(object.union(image, {"validUntil": input.now}))'
entry(image) if {
	shape(image)
	is_string(image.digest)
	image.verifiedAt <= input.now + skew
	image.validUntil > input.now
}

# METADATA
# title: not_future(image, time)
# description: At most 300 seconds after the entry was verified.
# custom:
#   takes: 'an entry of input.images, and a time in seconds'
#   gives: 'true, or it is undefined'
#   refuses: 'a time that is later'
#   holds: 'wellformed.not_future(image, image.verifiedAt + 300)'
#   fails: 'wellformed.not_future(image, image.verifiedAt + 301)'
not_future(image, time) if {
	time <= image.verifiedAt
} else if {
	time <= image.verifiedAt + skew
}

# METADATA
# title: claim(image, candidate)
# description: |
#   A claim that may count, whatever is asked of it. An absent moment and an absent expiresAt are right; a null is not
#   absent.
# custom:
#   takes: 'an entry and a claim of it'
#   gives: 'true, or it is undefined'
#   refuses: 'a type, attester or statementDigest that is no string, a summary that is no object, a moment or an expiresAt that is no time, and a moment in the future'
#   holds: 'wellformed.claim(image, claim)'
#   fails: 'wellformed.claim(image, object.union(claim, {"moment": null}))'
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
# title: is_scalar(x)
# description: What `equals`, `in` and `exists` know as one value. Booleans exist only as true.
# scope: document
# custom:
#   takes: 'anything'
#   gives: 'true, or it is undefined'
#   refuses: 'false, null, lists, objects, and numbers that are no integers'
#   holds: 'wellformed.is_scalar("x")'
#   fails: 'wellformed.is_scalar(false)'
is_scalar(x) if x == true

is_scalar(x) if is_string(x)

is_scalar(x) if is_integer(x)

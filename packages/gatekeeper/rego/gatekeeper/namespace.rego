# METADATA
# title: Which profile judges a namespace
# description: |
#   By the NAME of the namespace of the request, never by its labels or by what the object says of itself. A name that no profile has, or
#   that two have, gets the profile for unknown namespaces.
package pawl.gatekeeper.namespace

profile := name if {
	is_string(input.review.namespace)
	names := {entry.profile | some entry in data.pawl.configuration.namespaces; regex.match(entry.re2, input.review.namespace)}
	count(names) == 1
	some name in names
} else := data.pawl.configuration.unknown

# METADATA
# description: How strict the profile is.
mode := data.pawl.configuration.profiles[profile].mode

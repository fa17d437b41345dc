# METADATA
# title: Which constraint a denial belongs to
# description: |
#   One constraint for each mode. A denial shows in the one of its own mode and in all that are weaker: `audit` shows whatever is denied,
#   `enforce` what is denied by a policy in mode enforce.
package pawl.gatekeeper.modes

rank := {"audit": 1, "warn": 2, "enforce": 3}

# METADATA
# description: The mode of the constraint that asks; undefined for any other word.
asked := input.parameters.mode if rank[input.parameters.mode]

# METADATA
# description: A policy works in the weaker of its own mode and that of its profile.
effective(profile, policy) := policy.mode if {
	rank[policy.mode] < rank[profile.mode]
} else := profile.mode

package pawl.engine

# The greater of what the claims say and of its exceptions. The greatest of nothing is undefined: not met.
requirement_bound(image, policy, requirement, bounds) := max(array.concat(
	[bound | bound := bounds[requirement.node]],
	excepted(image, policy, requirement.name),
))

# Until when ALL exceptions that name this image and requirement are live, in a list that is empty when they are not, or when
# there is none: of two that differ, the stricter counts.
excepted(image, policy, name) := [bound |
	untils := [exception.until |
		some exception in policy.exceptions
		exception.requirement == name
		names(exception, image)
	]
	count(untils) > 0
	bound := lesser(min(untils), image.validUntil)
	bound > input.now
]

names(exception, image) if exception.digest == image.digest

names(exception, image) if exception.repository == image.repository

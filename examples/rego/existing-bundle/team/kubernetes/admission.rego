package kubernetes.admission

# What the team had: a pod runs, unless something is against it.
deny contains "a container is privileged" if {
	some container in containers
	container.securityContext.privileged
}

# What was added. The rule fires where the library, the profile or the document is missing: undefined is not attested.
deny contains "the images are not attested" if not attested

# What the team's webhook asks for. Both halves, so that no denial is not enough where a rule could not be read.
default allow := false

allow if {
	attested
	count(deny) == 0
}

# The document has an entry for every image that runs, and for no other: one good image never covers another.
attested if {
	decision.allow == true
	count(running) > 0
	running == {image.reference | some image in input.attestations.images}
}

# The library reads `input`, so it gets its document as that.
decision := answer if {
	answer := data.pawl.engine.decision with input as input.attestations
}

running := {container.image | some container in containers} | mounted

mounted := {volume.image.reference | some volume in input.request.object.spec.volumes}

containers contains container if {
	some field in ["containers", "initContainers", "ephemeralContainers"]
	some container in input.request.object.spec[field]
}

# METADATA
# title: The images that a request makes run
# description: |
#   Every place of a pod that names an image: containers, initContainers, ephemeralContainers and image volumes. A place without a
#   reference is there all the same, with an empty one, and nothing accepts that.
package pawl.gatekeeper.request

# METADATA
# description: |
#   Where the pod stands in the object; by the kind that the API server names, and never anywhere else: a pod that does not run would be
#   judged for the one that does.
spec_of(object) := object.spec if input.review.kind.kind == "Pod"

spec_of(object) := object.spec.jobTemplate.spec.template.spec if input.review.kind.kind == "CronJob"

spec_of(object) := object.template.spec if input.review.kind.kind == "PodTemplate"

spec_of(object) := object.spec.template.spec if input.review.kind.kind in workloads

workloads := {"ReplicationController", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet", "Job"}

lists := ["containers", "initContainers", "ephemeralContainers"]

# METADATA
# description: All places, each `{field, name, reference}`.
places_of(spec) := array.concat(
	[place |
		some field in lists
		some container in listed(spec, field)
		place := {"field": field, "name": text(container, ["name"]), "reference": text(container, ["image"])}
	],
	[place |
		some volume in listed(spec, "volumes")
		object.get(volume, "image", null) != null
		place := {"field": "volumes", "name": text(volume, ["name"]), "reference": text(volume, ["image", "reference"])}
	],
)

listed(spec, field) := spec[field] if {
	is_array(spec[field])
} else := []

text(value, path) := found if {
	found := object.get(value, path, "")
	is_string(found)
} else := ""

places := places_of(spec_of(input.review.object))

# METADATA
# description: |
#   There is an image, no more are to be judged than a document holds, and nothing that could hold one is of a type in which it would not
#   be seen, or stands where this template knows of none.
well_formed if {
	count(places) > 0
	count(references) <= 64
	spec := spec_of(input.review.object)
	every field in array.concat(lists, ["volumes"]) { list_or_none(object.get(spec, field, null)) }
	every volume in listed(spec, "volumes") { is_object(volume) }
	count(unseen) == 0
}

list_or_none(value) if is_null(value)

list_or_none(value) if is_array(value)

# METADATA
# description: |
#   Members that are named after an image and stand where this template knows of none: a Kubernetes to come may run what they name, as
#   image volumes came after containers (C87). An update carries forward what stood there, or nobody could take a finalizer off.
unseen := {found | some found in strange(spec_of(input.review.object)); not stood(found)}

stood(found) if {
	input.review.operation == "UPDATE"
	found in strange(spec_of(input.review.oldObject))
}

strange(spec) := {[path, value] |
	walk(spec, [path, value])
	names_image(path[count(path) - 1])
	not is_known(path)
	not is_chosen(path)
}

names_image(member) if {
	is_string(member)
	contains(lower(member), "image")
	not member in {"imagePullPolicy", "imagePullSecrets"}
}

is_known([field, _, "image"]) if field in array.concat(lists, ["volumes"])

# The name of a block device, not of an image of a registry.
is_known(["volumes", _, "rbd", "image"])

# In these maps people choose the names of the members.
is_chosen(path) if {
	some part in array.slice(path, 0, count(path) - 1)
	part in {"annotations", "labels", "limits", "matchLabels", "nodeSelector", "options", "overhead", "requests", "volumeAttributes"}
}

# METADATA
# description: |
#   The places to judge. An update carries forward what stood at the same place of the old object with the same reference, being deleted or
#   not: nobody could take a finalizer off a pod that runs already. Every other place is judged (C90).
judged := [place | some place in places; not carried(place)]

carried(place) if {
	input.review.operation == "UPDATE"
	place.name != ""
	place.reference != ""
	place in places_of(spec_of(input.review.oldObject))
}

# METADATA
# description: The references to judge, each once, in an order of their own.
references := sort({place.reference | some place in judged})

# METADATA
# description: A reference with a digest says itself what runs.
is_pinned(reference) if regex.match(`^[^@]+@sha256:[0-9a-f]{64}$`, reference)

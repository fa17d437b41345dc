package pawlattestations

mode := input.parameters.mode

namespace := object.get(input.review, "namespace", "")

profile := object.get(profiles, namespace, strictest)

workloads := {"ReplicationController", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"}

spec_of(object, "Pod") := object.spec

spec_of(object, kind) := object.spec.template.spec if kind in workloads

spec_of(object, "CronJob") := object.spec.jobTemplate.spec.template.spec

spec_of(object, "PodTemplate") := object.template.spec

kind := input.review.kind.kind

images_of(object) := containers | volumes if {
	spec := spec_of(object, kind)
	containers := {image |
		some field in ["containers", "initContainers", "ephemeralContainers"]
		some container in listed(object_get(spec, field))
		image := {"field": field, "name": object_get(container, "name"), "reference": object_get(container, "image")}
	}
	volumes := {image |
		some volume in listed(object_get(spec, "volumes"))
		not holds_no_image(volume)
		held := object_get(volume, "image")
		image := {"field": "volumes", "name": object_get(volume, "name"), "reference": object_get(held, "reference")}
	}
}

holds_no_image(volume) if {
	is_object(volume)
	object.get(volume, "image", null) == null
}

# What has no such member has null there, and is judged as an image without a reference.
object_get(value, member) := object.get(value, member, null) if is_object(value)

object_get(value, _) := null if not is_object(value)

# A list that is none holds one thing that is no container.
listed(value) := value if is_array(value)

listed(null) := []

listed(value) := [null] if {
	not is_array(value)
	not is_null(value)
}

default images := set()

images := images_of(input.review.object)

default old_images := set()

old_images := images_of(input.review.oldObject) if input.review.operation == "UPDATE"

named(image) if {
	is_string(image.reference)
	trim_space(image.reference) != ""
	is_string(image.name)
}

asked := {image |
	some image in images
	not carried(image)
}

carried(image) if {
	named(image)
	image in old_images
}

references := {image.reference |
	some image in asked
	named(image)
}

key_of(reference) := json.marshal(["pawl.dev/gatekeeper/v1", "decision", profile, reference])

answer := external_data({"provider": "pawl", "keys": [key_of(reference) | some reference in references]})

accepted(reference) if {
	answer.system_error == ""
	answer.status_code in {0, 200}
	key := key_of(reference)
	count([1 | some item in answer.errors; item[0] == key]) == 0
	values := [item[1] | some item in answer.responses; item[0] == key]
	count(values) == 1
	value := values[0]
	value.schema == "pawl.dev/gatekeeper/v1"
	value.key == key
	in_time(value)
	value.accepted[mode] == true
}

in_time(value) if {
	is_second(value.now)
	is_second(value.validUntil)
	own := time.now_ns() / 1000000000
	max([own, value.now]) < value.validUntil
	value.validUntil <= own + 3600
}

is_second(time) if {
	is_number(time)
	floor(time) == time
}

pinned(reference) if mode != "enforce"

pinned(reference) if regex.match(`^[^@]+@sha256:[0-9a-f]{64}$`, reference)

deleted if input.review.operation == "DELETE"

violation contains {"msg": "images-absent"} if {
	not deleted
	count(images) == 0
}

violation contains {"msg": "too-many-images"} if {
	not deleted
	count(references) > 64
}

violation contains {"msg": "reference-absent"} if {
	not deleted
	some image in asked
	not named(image)
}

violation contains {"msg": sprintf("tag-not-pinned: %s", [reference])} if {
	not deleted
	some reference in references
	not pinned(reference)
}

violation contains {"msg": sprintf("not-accepted: %s", [reference])} if {
	not deleted
	some reference in references
	not accepted(reference)
}

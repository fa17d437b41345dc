package request_test

import data.pawl_gatekeeper_fixtures as fix

both := fix.accepting("production", [fix.app, fix.tool])

# A list of containers, each with an image that is accepted; then the same with one that is not.
test_allows_a_pod_in_every_list if {
	every field in ["initContainers", "ephemeralContainers"] {
		fix.passes(fix.create(object.union(fix.running, {field: [fix.container("tool", fix.tool)]})), both)
	}
}

test_denies_one_image_that_is_not_accepted_in_any_list if {
	every field in ["containers", "initContainers", "ephemeralContainers"] {
		spec := object.union(fix.running, {field: [fix.container("app", fix.app), fix.container("tool", fix.tool)]})
		fix.denies(fix.create(spec), fix.accepting("production", [fix.app]))
	}
}

volume(image) := fix.create(object.union(fix.running, {"volumes": [{"name": "data", "image": image}]}))

test_allows_an_image_volume if fix.passes(volume({"reference": fix.tool}), both)

test_denies_an_image_volume_that_is_not_accepted if {
	fix.denies(volume({"reference": fix.tool}), fix.accepting("production", [fix.app]))
}

test_denies_an_image_volume_without_a_reference if {
	every image in [{}, {"reference": ""}, {"reference": null}, {"reference": [fix.tool]}, {"Reference": fix.tool}, fix.tool, [], 1, false] {
		fix.denies(volume(image), both)
	}
}

test_allows_volumes_of_other_kinds if {
	fix.passes(volume(null), both)
	fix.passes(fix.create(object.union(fix.running, {"volumes": [{"name": "data", "emptyDir": {}}]})), both)
	fix.passes(fix.create(object.union(fix.running, {"volumes": null})), both)
}

test_denies_a_container_that_names_no_image if {
	every broken in [null, "x", 1, true, [], {}, {"name": "tool"}, {"name": "tool", "image": null}, {"name": "tool", "image": ""}, {"name": "tool", "image": [fix.tool]}, {"name": "tool", "image": {"image": fix.tool}}, {"name": "tool", "Image": fix.tool}] {
		fix.denies(fix.create({"containers": [fix.container("app", fix.app), broken]}), both)
	}
}

test_denies_a_list_that_is_none if {
	every field in ["initContainers", "ephemeralContainers", "volumes"] {
		every list in [{}, {"0": fix.container("tool", fix.tool)}, "x", 0, false, true] {
			fix.denies(fix.create(object.union(fix.running, {field: list})), both)
		}
	}
}

test_denies_a_volume_that_is_none if {
	every broken in [null, "x", 1, [], false] {
		fix.denies(fix.create(object.union(fix.running, {"volumes": [broken]})), both)
	}
}

test_allows_lists_that_are_null if {
	fix.passes(fix.create(object.union(fix.running, {"initContainers": null, "ephemeralContainers": null})), both)
}

test_denies_a_pod_without_images if {
	every spec in [{}, {"containers": []}, {"containers": null}, {"containers": {}}, null, "x", [], [{"containers": []}], 1, false] {
		fix.denies(fix.create(spec), both)
	}
}

test_denies_no_object if {
	every object in [null, {}, "x", [], {"spec": null}] { fix.denies(fix.review("Pod", object), both) }
	fix.denies(object.remove(fix.create(fix.running), ["object"]), both)
	fix.denies({}, both)
	fix.denies(null, both)
}

test_says_so_when_there_is_no_image if {
	fix.words(fix.create({}), both) == {"pawl: images-missing: the object names no image, too many, or not where images stand"}
}

at := {
	"Pod": {"spec": fix.running},
	"ReplicationController": {"spec": {"template": {"spec": fix.running}}},
	"DaemonSet": {"spec": {"template": {"spec": fix.running}}},
	"Deployment": {"spec": {"template": {"spec": fix.running}}},
	"ReplicaSet": {"spec": {"template": {"spec": fix.running}}},
	"StatefulSet": {"spec": {"template": {"spec": fix.running}}},
	"Job": {"spec": {"template": {"spec": fix.running}}},
	"CronJob": {"spec": {"jobTemplate": {"spec": {"template": {"spec": fix.running}}}}},
	"PodTemplate": {"template": {"spec": fix.running}},
}

test_allows_every_kind if {
	count(at) == 9
	every kind, object in at { fix.passes(fix.review(kind, object), both) }
}

test_denies_every_kind_with_an_image_that_is_not_accepted if {
	every kind, object in at { fix.denies(fix.review(kind, object), fix.accepting("production", [fix.tool])) }
}

# The pod of a kind is where that kind has it and nowhere else: a good one that does not run would stand for the one that does.
test_denies_a_pod_that_stands_where_another_kind_has_it if {
	every kind, _ in at {
		every other, object in at {
			shapes := {kind_of(kind), kind_of(other)}
			denied_or_same(shapes, kind, object)
		}
	}
}

denied_or_same(shapes, _, _) if count(shapes) == 1

denied_or_same(shapes, kind, object) if {
	count(shapes) == 2
	fix.denies(fix.review(kind, object), both)
}

kind_of(kind) := kind if {
	kind in {"Pod", "CronJob", "PodTemplate"}
} else := "workload"

test_denies_a_good_pod_beside_the_one_that_runs if {
	bad := {"containers": [fix.container("evil", "ghcr.io/evil/x")]}
	fix.denies(fix.review("Pod", {"spec": object.union(bad, {"template": {"spec": fix.running}})}), both)
	fix.denies(fix.review("Deployment", {"spec": {"containers": fix.running.containers, "template": {"spec": bad}}}), both)
	fix.denies(
		fix.review("CronJob", {"spec": {"template": {"spec": fix.running}, "jobTemplate": {"spec": {"template": {"spec": bad}}}}}),
		both,
	)
	fix.denies(fix.review("PodTemplate", {"template": {"spec": bad}, "spec": fix.running}), both)
}

test_denies_every_other_kind if {
	every kind in ["Rollout", "pod", "", null, ["Pod"]] {
		every _, object in at { fix.denies(fix.review(kind, object), both) }
	}
}

test_allows_one_image_twice if {
	fix.passes(fix.create({"containers": [fix.container("a", fix.app), fix.container("b", fix.app)]}), both)
}

test_denies_a_tag if {
	said := fix.accepting("production", [fix.tagged])
	fix.denies(fix.create({"containers": [fix.container("app", fix.tagged)]}), said)
	fix.words(fix.create({"containers": [fix.container("app", fix.tagged)]}), said) == {`pawl: image "ghcr.io/acme/app:1.4": tag-not-pinned`}
}

test_denies_what_only_looks_like_a_digest if {
	every reference in [
		upper(fix.app), concat("", [fix.app, "0"]), substring(fix.app, 0, count(fix.app) - 1),
		concat("", [fix.app, "\n"]), concat("", [fix.app, ":1"]), concat("", ["x@", fix.app]), concat("", ["@", fix.digest]),
		fix.digest, replace(fix.app, "sha256", "sha512"),
	] {
		# As an answer that names it, so that nothing but the tag is amiss.
		fix.denies(fix.create({"containers": [fix.container("app", reference)]}), accepting(reference))
	}
}

accepting(reference) := fix.answer([[key, value]]) if {
	key := json.marshal(["pawl.dev/gatekeeper/v1", fix.configuration.asks, "production", reference])
	value := object.union(fix.yes("production", reference), {"key": key})
}

test_allows_a_tag_in_warn_and_audit if {
	every mode in ["warn", "audit"] {
		request := fix.create({"containers": [fix.container("app", fix.tagged)]})
		fix.violations(request, fix.accepting("production", [fix.tagged]), mode) == set()
	}
}

# A field that is not known here, in the pod, in a container and in a volume; then the same without it (C87).
test_denies_an_image_where_none_is_known if {
	every strange in [
		{"debugContainers": [fix.container("debug", fix.tool)]},
		{"containers": [object.union(fix.container("app", fix.app), {"sidecar": {"image": fix.tool}})]},
		{"volumes": [{"name": "data", "oci": {"imageReference": fix.tool}}]},
		{"runtimeImage": fix.tool},
	] {
		fix.denies(fix.create(object.union(fix.running, strange)), both)
		fix.words(fix.create(object.union(fix.running, strange)), both) == {"pawl: image-unseen: the object names an image where this template knows of none"}
	}
}

test_allows_members_that_name_no_image if {
	every usual in [
		{"containers": [object.union(fix.container("app", fix.app), {"imagePullPolicy": "Always"})]},
		{"imagePullSecrets": [{"name": "image"}]},
		{"nodeSelector": {"image": "new"}},
		{"topologySpreadConstraints": [{"labelSelector": {"matchLabels": {"image": "new"}}}]},
		{"volumes": [{"name": "data", "rbd": {"image": "disk", "monitors": []}}]},
		{"volumes": [{"name": "data", "csi": {"volumeAttributes": {"image": "disk"}}}]},
	] {
		fix.passes(fix.create(object.union(fix.running, usual)), both)
	}
}

test_carries_an_image_forward_where_none_is_known if {
	strange := object.union(fix.running, {"debugContainers": [fix.container("debug", fix.tool)]})
	other := object.union(fix.running, {"debugContainers": [fix.container("debug", fix.app)]})
	fix.passes(fix.update(strange, strange), both)
	fix.passes(fix.update(fix.running, strange), both)
	fix.denies(fix.update(strange, fix.running), both)
	fix.denies(fix.update(strange, other), both)
	fix.denies(object.union(fix.create(strange), {"oldObject": fix.pod(strange)}), both)
}

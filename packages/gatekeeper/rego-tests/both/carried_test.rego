package carried_test

import data.pawl_gatekeeper_fixtures as fix

# Nobody answers, so that only what is not judged passes.
unasked(spec, old) if fix.passes(fix.update(spec, old), fix.nobody)

test_allows_an_update_that_changes_no_image if unasked(fix.running, fix.running)

test_denies_the_same_as_a_new_pod if fix.denies(fix.create(fix.running), fix.nobody)

test_denies_the_same_by_every_other_operation if {
	every operation in ["CREATE", "CONNECT", "update", "", null, ["UPDATE"]] {
		fix.denies(object.union(fix.update(fix.running, fix.running), {"operation": operation}), fix.nobody)
	}
	fix.denies(object.remove(fix.update(fix.running, fix.running), ["operation"]), fix.nobody)
}

test_denies_an_update_without_an_old_object if {
	every old in [null, {}, "x", [], {"spec": null}] {
		fix.denies(object.union(without_old, {"oldObject": old}), fix.nobody)
	}
	fix.denies(without_old, fix.nobody)
}

without_old := object.remove(fix.update(fix.running, fix.running), ["oldObject"])

test_denies_a_changed_image if fix.denies(fix.update({"containers": [fix.container("app", fix.tool)]}, fix.running), fix.nobody)

test_allows_a_changed_image_that_is_accepted if {
	fix.passes(fix.update({"containers": [fix.container("app", fix.tool)]}, fix.running), fix.accepting("production", [fix.tool]))
}

test_denies_the_image_under_another_name if {
	not unasked({"containers": [fix.container("new", fix.app)]}, fix.running)
}

test_denies_the_image_in_another_list if {
	every field in ["initContainers", "ephemeralContainers"] {
		not unasked(object.union(fix.running, {field: [fix.container("app", fix.app)]}), fix.running)
	}
}

test_denies_the_image_in_a_volume_of_that_name if {
	not unasked(object.union(fix.running, {"volumes": [{"name": "app", "image": {"reference": fix.app}}]}), fix.running)
}

test_denies_an_ephemeral_container_that_is_added if {
	not unasked(object.union(fix.running, {"ephemeralContainers": [fix.container("debug", fix.tool)]}), fix.running)
}

test_denies_two_containers_that_swap if {
	unasked(two(fix.app, fix.tool), two(fix.app, fix.tool))
	not unasked(two(fix.tool, fix.app), two(fix.app, fix.tool))
}

two(one, other) := {"containers": [fix.container("a", one), fix.container("b", other)]}

# Without a name nobody knows that it is the same place.
test_denies_places_without_a_name if {
	every broken in [{"image": fix.app}, {"name": "", "image": fix.app}, {"name": null, "image": fix.app}, {"name": 1, "image": fix.app}] {
		not unasked({"containers": [broken]}, {"containers": [broken]})
	}
}

test_denies_places_without_a_reference if {
	every broken in [{"name": "app"}, {"name": "app", "image": ""}, {"name": "app", "image": null}, "x", null] {
		not unasked({"containers": [broken]}, {"containers": [broken]})
	}
}

# Finalizers come off a pod that is being deleted, and nothing else passes with them.
test_a_deletion_changes_nothing if {
	fix.passes(deleting(fix.running), fix.nobody)
	fix.denies(deleting({"containers": [fix.container("app", fix.tool)]}), fix.nobody)
}

deleting(spec) := object.union(
	fix.update(fix.running, fix.running),
	{"object": {"metadata": {"deletionTimestamp": "2026-01-01T00:00:00Z"}, "spec": spec}},
)

test_carries_nothing_for_an_object_that_is_malformed if {
	malformed := object.union(fix.running, {"initContainers": {}})
	not unasked(malformed, malformed)
}

test_carries_a_workload_forward if {
	running := {"spec": {"template": {"spec": fix.running}}}
	old := {"spec": {"template": {"spec": {"containers": [fix.container("app", fix.tool)]}}}}
	same := object.union(fix.review("Deployment", running), {"operation": "UPDATE", "oldObject": running})
	fix.passes(same, fix.nobody)
	fix.denies(object.union(same, {"oldObject": old}), fix.nobody)
}

# A tag was let by before: it is the same tag.
test_carries_a_tag_forward if unasked({"containers": [fix.container("app", fix.tagged)]}, {"containers": [fix.container("app", fix.tagged)]})

test_asks_only_for_what_is_not_carried if {
	spec := {"containers": [fix.container("app", fix.app), fix.container("tool", fix.tool)]}
	fix.passes(fix.update(spec, fix.running), fix.accepting("production", [fix.tool]))
	fix.denies(fix.update(spec, fix.running), fix.accepting("production", [fix.app]))
}

test_allows_a_deletion if {
	request := {"kind": {"kind": "Pod"}, "namespace": "prod", "operation": "DELETE", "object": null, "oldObject": fix.pod(fix.running)}
	fix.passes(request, fix.nobody)
	fix.denies(object.union(request, {"operation": "delete"}), fix.nobody)
}

package admission_test

import data.kubernetes.admission

# The profile is the one that is loaded beside the tests; the input is input.json of the example.
example := data.example

with_spec(patch) := object.union(example, {"request": {"object": {"spec": patch}}})

unattested := "the images are not attested"

test_allows_what_is_attested if admission.allow with input as example

test_denies_without_a_document if {
	request := object.remove(example, ["attestations"])
	not admission.allow with input as request
	admission.deny == {unattested} with input as request
}

test_denies_without_the_review if {
	unreviewed := json.remove(example, ["attestations/images/0/claims/3"])
	not admission.allow with input as unreviewed
}

test_denies_a_container_more if {
	more := with_spec({"initContainers": [{"name": "evil", "image": "ghcr.io/evil/app:1"}]})
	not admission.allow with input as more
	admission.deny == {unattested} with input as more
}

test_denies_a_mounted_image if {
	not admission.allow with input as with_spec({"volumes": [{"name": "v", "image": {"reference": "ghcr.io/evil/app:1"}}]})
}

test_denies_zero_containers if not admission.allow with input as with_spec({"containers": []})

test_denies_without_a_profile if {
	not admission.allow with input as example with data.pawl.profile as {}
	admission.deny == {unattested} with input as example with data.pawl.profile as {}
}

test_denies_what_the_team_denied_before if {
	containers := [object.union(container, {"securityContext": {"privileged": true}}) |
		some container in example.request.object.spec.containers
	]
	not admission.allow with input as with_spec({"containers": containers})
	admission.deny == {"a container is privileged"} with input as with_spec({"containers": containers})
}

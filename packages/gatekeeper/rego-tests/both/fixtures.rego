# METADATA
# description: |
#   A cluster in small. The tests in this folder run twice, beside the verdict of each mode; what differs between the two is in
#   pawl_gatekeeper_mode.
package pawl_gatekeeper_fixtures

import data.pawl_gatekeeper_mode as asking

now := 1763812800

digest := concat("", ["sha256:", concat("", [x | some _ in numbers.range(1, 64); x := "a"])])

app := concat("", ["ghcr.io/acme/app@", digest])

tool := concat("", ["ghcr.io/acme/tool@", digest])

tagged := "ghcr.io/acme/app:1.4"

container(name, image) := {"name": name, "image": image}

pod(spec) := {"metadata": {"name": "p", "namespace": "prod"}, "spec": spec}

review(kind, object) := {"kind": {"group": "", "version": "v1", "kind": kind}, "namespace": "prod", "operation": "CREATE", "object": object}

create(spec) := review("Pod", pod(spec))

update(spec, old) := object.union(create(spec), {"operation": "UPDATE", "oldObject": pod(old)})

running := {"containers": [container("app", app)]}

configuration := {
	"provider": "pawl",
	"asks": asking.asks,
	"unknown": "closed",
	"namespaces": [
		{"re2": `(?s)^prod$`, "profile": "production"},
		{"re2": `(?s)^prod-[^/]*$`, "profile": "production"},
		{"re2": `(?s)^staging$`, "profile": "staging"},
		{"re2": `(?s)^dev$`, "profile": "development"},
		{"re2": `(?s)^twice$`, "profile": "staging"},
		{"re2": `(?s)^twic.$`, "profile": "development"},
	],
	"profiles": {
		"closed": asking.profile("closed", "enforce"),
		"production": asking.profile("production", "enforce"),
		"staging": asking.profile("staging", "warn"),
		"development": asking.profile("development", "audit"),
	},
}

# By hand, not by json.marshal: what the gateway must read.
key(profile, reference) := concat("", [`["pawl.dev/gatekeeper/v1","`, asking.asks, `","`, profile, `","`, reference, `"]`])

counts(profile, reference) := {
	"schema": "pawl.dev/gatekeeper/v1",
	"key": key(profile, reference),
	"now": now,
	"validUntil": now + 20,
	"reasons": [],
}

yes(profile, reference) := object.union(counts(profile, reference), asking.yes(reference))

no(profile, reference) := object.union(counts(profile, reference), asking.no(reference))

answer(responses) := {"responses": responses, "errors": [], "status_code": 200, "system_error": ""}

accepting(profile, references) := answer([[key(profile, reference), yes(profile, reference)] | some reference in references])

nobody := {"responses": null, "errors": null, "status_code": 500, "system_error": "no such host"}

violations(request, said, mode) := found if {
	found := data.pawlattestations.violation with input as {"review": request, "parameters": {"mode": mode}, "said": said}
		with external_data as provider
		with time.now_ns as now * 1000000000
		with data.pawl.configuration as configuration
}

# A function cannot be replaced by what a variable holds, so the answer stands in the input.
provider(_) := input.said

passes(request, said) if violations(request, said, "enforce") == set()

denies(request, said) if count(violations(request, said, "enforce")) > 0

# What a violation says, without its details.
words(request, said) := {found.msg | some found in violations(request, said, "enforce")}

package namespace_test

import data.pawl_gatekeeper_fixtures as fix

within(namespace) := object.union(fix.create(fix.running), {"namespace": namespace})

profile_of(request) := found if {
	found := data.pawl.gatekeeper.namespace.profile with input as {"review": request, "parameters": {"mode": "enforce"}}
		with data.pawl.configuration as fix.configuration
}

test_takes_the_profile_of_the_namespace if {
	profile_of(within("prod")) == "production"
	profile_of(within("prod-eu")) == "production"
	profile_of(within("staging")) == "staging"
	profile_of(within("dev")) == "development"
}

test_takes_the_closed_profile_for_every_other if {
	every namespace in ["", "Prod", "prod ", "prod\n", "xprod", "production", "dev2", "closed", null, 1, ["dev"], {"name": "dev"}, true] {
		profile_of(within(namespace)) == "closed"
	}
	profile_of(object.remove(within("dev"), ["namespace"])) == "closed"
	profile_of({}) == "closed"
}

test_takes_the_closed_profile_when_two_profiles_match if {
	profile_of(within("twice")) == "closed"
	profile_of(within("twicf")) == "development"
}

# What the object says of itself chooses nothing.
test_ignores_the_namespace_of_the_object if {
	request := object.union(within("prod"), {"object": object.union(fix.pod(fix.running), {"metadata": {"namespace": "dev", "labels": {"pawl.dev/profile": "development"}}})})
	profile_of(request) == "production"
}

# The answer of another profile is another answer.
test_denies_the_answer_of_another_namespace if {
	fix.passes(within("prod"), fix.accepting("production", [fix.app]))
	fix.denies(within("prod"), fix.accepting("closed", [fix.app]))
	fix.denies(within("unknown"), fix.accepting("production", [fix.app]))
	fix.passes(within("unknown"), fix.accepting("closed", [fix.app]))
}

test_denies_without_a_configuration if {
	every broken in [
		{}, null, object.remove(fix.configuration, ["provider"]),
		object.remove(fix.configuration, ["asks"]),
	] {
		configured(broken)
	}
}

configured(configuration) if {
	found := data.pawlattestations.violation with input as {"review": within("prod"), "parameters": {"mode": "enforce"}}
		with external_data as answering
		with time.now_ns as fix.now * 1000000000
		with data.pawl.configuration as configuration
	count(found) > 0
}

# As Gatekeeper's builtin: it knows one provider, and a request that is none is an error.
answering(asked) := fix.accepting("production", [fix.app]) if {
	asked.provider == "pawl"
	is_array(asked.keys)
}

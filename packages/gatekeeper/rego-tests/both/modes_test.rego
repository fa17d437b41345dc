package modes_test

import data.pawl_gatekeeper_fixtures as fix

request(namespace) := object.union(fix.create(fix.running), {"namespace": namespace})

# Nobody answers: the profile itself denies, in its own mode and in all that are weaker.
test_denies_without_an_answer_in_the_mode_of_the_profile if {
	expected := {
		"prod": {"enforce", "warn", "audit"},
		"staging": {"warn", "audit"},
		"dev": {"audit"},
		"unknown": {"enforce", "warn", "audit"},
	}
	every namespace, modes in expected {
		{mode | some mode in ["enforce", "warn", "audit"]; count(fix.violations(request(namespace), fix.nobody, mode)) > 0} == modes
	}
}

test_allows_an_accepted_image_in_every_mode if {
	every namespace, profile in {"prod": "production", "staging": "staging", "dev": "development", "unknown": "closed"} {
		every mode in ["enforce", "warn", "audit"] {
			fix.violations(request(namespace), fix.accepting(profile, [fix.app]), mode) == set()
		}
	}
}

# A constraint that nobody can read denies: it would be one that never says anything.
test_denies_every_other_mode if {
	every mode in ["", "deny", "Enforce", "enforce ", "dryrun", null, 1, true, ["enforce"], {"enforce": 3}] {
		count(fix.violations(request("prod"), fix.accepting("production", [fix.app]), mode)) > 0
	}
}

test_denies_every_other_mode_where_the_profile_is_weak if {
	count(fix.violations(request("dev"), fix.accepting("development", [fix.app]), "deny")) > 0
}

test_denies_without_parameters if {
	every parameters in [{}, null, "enforce", []] {
		found := data.pawlattestations.violation with input as {"review": request("prod"), "parameters": parameters, "said": fix.accepting("production", [fix.app])}
			with external_data as fix.provider
			with time.now_ns as fix.now * 1000000000
			with data.pawl.configuration as fix.configuration
		count(found) > 0
	}
}

test_denies_no_input_at_all if {
	found := data.pawlattestations.violation with data.pawl.configuration as fix.configuration
	count(found) > 0
}

effective(profile, policy) := data.pawl.gatekeeper.modes.effective({"mode": profile}, {"mode": policy})

test_takes_the_weaker_of_two_modes if {
	effective("enforce", "enforce") == "enforce"
	effective("enforce", "warn") == "warn"
	effective("enforce", "audit") == "audit"
	effective("warn", "enforce") == "warn"
	effective("warn", "warn") == "warn"
	effective("warn", "audit") == "audit"
	effective("audit", "enforce") == "audit"
	effective("audit", "warn") == "audit"
	effective("audit", "audit") == "audit"
}

test_names_a_mode_that_is_none if {
	found := fix.violations(request("prod"), fix.accepting("production", [fix.app]), "deny")
	"pawl: mode-unknown: the parameter mode of the constraint is none of enforce, warn, audit" in {each.msg | some each in found}
}

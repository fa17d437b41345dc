package answers_test

import data.pawl_gatekeeper_fixtures as fix

request := fix.create(fix.running)

good := fix.accepting("production", [fix.app])

key := fix.key("production", fix.app)

value := fix.yes("production", fix.app)

changed(patch) := object.union(good, patch)

said(patch) := fix.answer([[key, object.union(value, patch)]])

test_allows_an_answer if fix.passes(request, good)

test_allows_an_answer_of_the_cache if fix.passes(request, changed({"status_code": 0}))

test_denies_every_other_status if {
	every status in [500, 400, 404, 201, 204, 1, -1, "200", "", null, true, [200], {"200": 200}] {
		fix.denies(request, changed({"status_code": status}))
	}
}

test_denies_a_system_error if {
	every text in ["timeout", " ", null, 0, false, [], {}] { fix.denies(request, changed({"system_error": text})) }
}

test_denies_when_nobody_answers if fix.denies(request, fix.nobody)

test_denies_an_answer_that_is_none if {
	every broken in [null, {}, [], "x", 1, true, fix.answer([]), fix.answer(null), fix.answer({}), fix.answer("x")] {
		fix.denies(request, broken)
	}
}

test_denies_an_answer_without_one_of_its_members if {
	every member in ["responses", "errors", "status_code", "system_error"] { fix.denies(request, object.remove(good, [member])) }
}

test_denies_errors_that_are_no_list if {
	every errors in [null, {}, "", 0, false] { fix.denies(request, changed({"errors": errors})) }
}

test_denies_an_error_beside_the_value if {
	every text in ["not found", "", null, false] { fix.denies(request, changed({"errors": [[key, text]]})) }
}

test_allows_the_error_of_another_key if fix.passes(request, changed({"errors": [["other", "not found"]]}))

test_denies_two_values if {
	fix.denies(request, fix.answer([[key, value], [key, value]]))
	fix.denies(request, fix.answer([[key, value], [key, fix.no("production", fix.app)]]))
	fix.denies(request, fix.answer([[key, value], [key, null]]))
}

test_allows_the_value_of_another_key_beside if {
	fix.passes(request, fix.answer([[key, value], ["other", null]]))
}

test_denies_the_value_under_another_key if {
	every other in ["", fix.app, fix.key("staging", fix.app), fix.key("production", fix.tool), null, [key], concat("", [key, " "])] {
		fix.denies(request, fix.answer([[other, value]]))
	}
}

# An answer that was kept, or sent, under a key that is not its own.
test_denies_a_value_that_names_another_key if {
	every other in [fix.key("staging", fix.app), fix.key("production", fix.tool), fix.app, "", null, 1, [key], {}] {
		fix.denies(request, said({"key": other}))
	}
}

test_denies_another_schema if {
	every schema in ["pawl.dev/gatekeeper/v2", "pawl.dev/gatekeeper/v1 ", "", null, 1, ["pawl.dev/gatekeeper/v1"]] {
		fix.denies(request, said({"schema": schema}))
	}
}

test_denies_a_value_without_one_of_its_members if {
	every member in ["schema", "key", "now", "validUntil"] {
		fix.denies(request, fix.answer([[key, object.remove(value, [member])]]))
	}
}

test_denies_values_of_other_types if {
	every broken in [null, true, "yes", 1, [], [value], {}, json.marshal(value)] { fix.denies(request, fix.answer([[key, broken]])) }
}

test_denies_an_item_of_another_shape if {
	every item in [value, [key], [value], [key, value, value], [[key, value]], {key: value}, key, null] {
		fix.denies(request, fix.answer([item]))
	}
}

# OPA orders across types: 1 < "x" is true.
test_denies_times_that_are_none if {
	every member in ["now", "validUntil"] {
		every time in [null, false, true, "", "9", "2026-01-01T00:00:00Z", [], {}, fix.now + 0.5, -1, 1e300, 253402300800] {
			fix.denies(request, said({member: time}))
		}
	}
}

test_counts_until_the_last_second if {
	fix.passes(request, said({"validUntil": fix.now + 1}))
	fix.denies(request, said({"validUntil": fix.now}))
	fix.denies(request, said({"validUntil": fix.now - 1}))
}

# By the clock of the gateway too, which may be ahead.
test_counts_by_both_clocks if {
	fix.passes(request, said({"now": fix.now + 19, "validUntil": fix.now + 20}))
	fix.denies(request, said({"now": fix.now + 20, "validUntil": fix.now + 20}))
}

test_believes_a_clock_that_is_five_minutes_ahead if {
	fix.passes(request, said({"now": fix.now + 300, "validUntil": fix.now + 301}))
	fix.denies(request, said({"now": fix.now + 301, "validUntil": fix.now + 302}))
}

# However the cache of Gatekeeper is set, and whatever the gateway says.
test_believes_no_answer_that_lives_longer_than_an_hour if {
	fix.passes(request, said({"validUntil": fix.now + 3600}))
	fix.denies(request, said({"validUntil": fix.now + 3601}))
}

test_allows_an_answer_of_the_cache_that_is_old_and_lives if fix.passes(request, said({"now": fix.now - 600}))

test_denies_without_a_clock if {
	every time in [null, "x", 0 - (fix.now * 1000000000)] { clocked(time) }
}

clocked(time) if {
	found := data.pawlattestations.violation with input as {"review": request, "parameters": {"mode": "enforce"}, "said": said({"validUntil": 20, "now": 0})}
		with external_data as fix.provider
		with time.now_ns as time
		with data.pawl.configuration as fix.configuration
	count(found) > 0
}

test_denies_one_of_two_images_without_an_answer if {
	two := fix.create({"containers": [fix.container("a", fix.app), fix.container("b", fix.tool)]})
	fix.passes(two, fix.accepting("production", [fix.app, fix.tool]))
	fix.denies(two, good)
	fix.denies(two, fix.accepting("production", [fix.tool]))
	fix.denies(two, fix.answer([[key, value], [fix.key("production", fix.tool), fix.no("production", fix.tool)]]))
}

# What the provider is asked, as it is asked: each reference once, none for a place without one.
test_asks_each_reference_once if {
	spec := {"containers": [fix.container("a", fix.app), fix.container("b", fix.app), fix.container("c", ""), {}]}
	asked := data.pawl.gatekeeper.answers.response with input as {"review": fix.create(spec), "parameters": {"mode": "enforce"}}
		with external_data as echo
		with data.pawl.configuration as fix.configuration
	asked == {"provider": "pawl", "keys": [key]}
}

echo(asked) := asked

# The words are for people; they are bounded, and nothing but words.
test_says_why if {
	no := object.union(fix.no("production", fix.app), {"reasons": ["reviewed/r: claim-missing"]})
	found := fix.words(request, fix.answer([[key, no]]))
	count(found) == 1
	some text in found
	startswith(text, concat("", [`pawl: image "`, fix.app, `": `]))
}

test_says_what_kept_an_answer_from_coming if {
	fix.words(request, fix.nobody) == {concat("", [`pawl: image "`, fix.app, `": no such host`])}
	fix.words(request, fix.answer([])) == {concat("", [`pawl: image "`, fix.app, `": answer-missing: the provider gave none that counts`])}
	refused := object.union(fix.answer([]), {"errors": [[key, "image-unavailable"]]})
	fix.words(request, refused) == {concat("", [`pawl: image "`, fix.app, `": image-unavailable`])}
}

test_says_no_more_than_a_line if {
	long := concat("", [x | some _ in numbers.range(1, 10000); x := "x"])
	many := [long | some _ in numbers.range(1, 50)]
	every answer in [
		object.union(fix.nobody, {"system_error": long}),
		object.union(fix.answer([]), {"errors": [[key, long]]}),
		fix.answer([[key, object.union(fix.no("production", fix.app), {"reasons": many, "entry": null})]]),
	] {
		found := fix.words(request, answer)
		count(found) == 1
		every text in found { count(text) < 2000 }
	}
}

# Words of other types are left out, and there is a violation all the same.
test_denies_whatever_the_reasons_are if {
	every reasons in [null, "x", 1, {}, [null], [1, {}], ["", ""]] {
		fix.denies(request, fix.answer([[key, object.union(fix.no("production", fix.app), {"reasons": reasons})]]))
	}
}

# What goes to terminals and pages is printable, whoever says it (C96).
test_says_nothing_but_printable_ascii if {
	hostile := "\u001b[2J\u009b2J\u202e\u0000\r\n<script>&amp;\u2028\u200b"
	every answer in [
		object.union(fix.nobody, {"system_error": hostile}),
		object.union(fix.answer([]), {"errors": [[key, hostile]]}),
		fix.answer([[key, object.union(fix.no("production", fix.app), {"reasons": [hostile]})]]),
	] {
		every text in fix.words(request, answer) { regex.match(`^[ -%'-;=?-~]*$`, text) }
	}
	every text in fix.words(fix.create({"containers": [fix.container("a", hostile)]}), fix.nobody) {
		regex.match(`^[ -%'-;=?-~]*$`, text)
		contains(text, `"\u001b[2J?2J?\u0000\r\n\u003cscript\u003e\u0026amp;`)
	}
}

test_says_only_the_begin_of_a_long_reference if {
	long := concat("", [x | some _ in numbers.range(1, 100000); x := "x"])
	every text in fix.words(fix.create({"containers": [fix.container("a", long)]}), fix.nobody) { count(text) < 2000 }
}

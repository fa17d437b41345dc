# METADATA
# title: What the provider said
# description: |
#   Gatekeeper checks neither the status nor the keys of an answer, and keeps every item for its cache time. So an item counts only when
#   nothing else was said of its key, when it names its key itself, and for as long as it says.
package pawl.gatekeeper.answers

import data.pawl.gatekeeper.namespace
import data.pawl.gatekeeper.request
import data.pawl.input as wellformed

# METADATA
# description: |
#   Everything that an answer depends on is in its key, because Gatekeeper keeps answers by provider and key alone. JSON, so that no
#   reference can be read as another profile.
key(reference) := json.marshal([
	"pawl.dev/gatekeeper/v1",
	data.pawl.configuration.asks,
	namespace.profile,
	reference,
])

response := external_data({
	"provider": data.pawl.configuration.provider,
	"keys": [key(reference) | some reference in request.references; reference != ""],
})

# METADATA
# description: Epoch seconds.
clock := floor(time.now_ns() / 1000000000)

# METADATA
# description: |
#   The value for a reference. 0 is the status of an answer that came from Gatekeeper's cache. Types are asked for first: OPA orders across
#   them, and 1 < "x" is true.
value(reference) := found if {
	reference != ""
	response.system_error == ""
	response.status_code in {0, 200}
	is_array(response.responses)
	is_array(response.errors)
	name := key(reference)
	count([1 | some [failed, _] in response.errors; failed == name]) == 0
	values := [answer | some [answered, answer] in response.responses; answered == name]
	count(values) == 1
	found := values[0]
	found.schema == "pawl.dev/gatekeeper/v1"
	found.key == name
	wellformed.is_time(found.now)
	wellformed.is_time(found.validUntil)
	found.now <= clock + wellformed.skew
	found.validUntil <= clock + 3600
	max([clock, found.now]) < found.validUntil
}

# METADATA
# description: Why an image is not accepted, for people. Whatever it says, nothing is decided by it.
reasons(reference) := said if {
	all := [printable(reason, 160) | some reason in value(reference).reasons; is_string(reason)]
	said := array.slice(all, 0, 8)
	count(said) > 0
} else := [printable(said, 160)] if {
	some [failed, said] in response.errors
	failed == key(reference)
	is_string(said)
} else := [printable(said, 160)] if {
	said := response.system_error
	is_string(said)
	said != ""
} else := ["answer-missing: the provider gave none that counts"]

# METADATA
# description: |
#   A line about an image. The reference is whatever the request says, and the line goes to terminals, logs and pages: it is quoted, cut, and
#   printable (C96).
message(reference, said) := concat("", ["pawl: image ", quoted(reference), ": ", concat("; ", said)])

quoted(reference) := printable(json.marshal(substring(reference, 0, 512)), 4096)

# ASCII alone, without what begins markup: other letters can turn the direction of a line, or be read as a control sequence.
printable(text, most) := regex.replace(substring(text, 0, most), `[^ -%'-;=?-~]`, "?")

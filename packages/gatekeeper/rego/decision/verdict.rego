# METADATA
# title: Relays what the gateway decided
# description: |
#   Decision mode: an item says for every mode whether the gateway accepts the image. Only a literal true is a yes.
package pawl.gatekeeper.verdict

import data.pawl.gatekeeper.answers
import data.pawl.gatekeeper.modes
import data.pawl.gatekeeper.request

# METADATA
# description: Every image that is to be judged is accepted. There is none where all were carried forward.
accepted if {
	every place in request.judged { accepts(place.reference) }
}

accepts(reference) if {
	value := answers.value(reference)
	value.accepted[modes.asked] == true
	is_fixed(reference, value)
}

# A tag can be moved after it was judged. Where the gateway says that no policy governs the image, another control does.
is_fixed(reference, _) if request.is_pinned(reference)

is_fixed(_, _) if modes.asked in {"warn", "audit"}

is_fixed(_, value) if value.ungoverned == true

messages contains text if {
	some reference in request.references
	not accepts(reference)
	text := answers.message(reference, reasons(reference))
}

reasons(reference) := ["tag-not-pinned"] if {
	value := answers.value(reference)
	value.accepted[modes.asked] == true
} else := answers.reasons(reference)

details := {"references": request.references}

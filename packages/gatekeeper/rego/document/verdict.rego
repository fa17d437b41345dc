# METADATA
# title: Judges the input document
# description: |
#   Document mode: an item holds the entry of one image. The entries of a request make the document that the interpreter judges, here and
#   now, by the policies in this template.
package pawl.gatekeeper.verdict

import data.pawl.engine
import data.pawl.gatekeeper.answers
import data.pawl.gatekeeper.modes
import data.pawl.gatekeeper.namespace
import data.pawl.gatekeeper.request

# METADATA
# description: Every image that is to be judged is accepted. There is none where all were carried forward.
accepted if count(request.judged) == 0

accepted if {
	count(request.references) > 0

	# One entry for every reference, or the request is not covered (law L7).
	count(entries) == count(request.references)
	every i, reference in request.references { is_fixed(i, reference) }
	accepted_by_policy
}

entries := [entry | some reference in request.references; entry := entry_of(reference)]

entry_of(reference) := entry if {
	reference != ""
	entry := answers.value(reference).entry
	is_object(entry)
	entry.reference == reference
	is_of_digest(entry, reference)
}

# A reference that names a digest is judged by evidence of that digest. An entry without one is the interpreter's to deny.
is_of_digest(_, reference) if not request.is_pinned(reference)

is_of_digest(entry, reference) if {
	[_, named] := split(reference, "@")
	object.get(entry, "digest", named) == named
}

# The greater of the gateway's clock and the own one: an entry of the cache is judged when it is used.
document := {
	"apiVersion": "pawl.dev/v1",
	"kind": "AttestationInput",
	"now": max(array.concat([answers.clock], [now | some reference in request.references; now := answers.value(reference).now])),
	"images": entries,
	"profile": profile,
}

decision := found if found := engine.decision with input as document

governing := found if found := engine.governing with input as document

let_by := found if found := engine.let_by with input as document

# A tag can be moved after it was judged. An image that no policy governs is the business of another control.
is_fixed(_, reference) if request.is_pinned(reference)

is_fixed(_, _) if modes.asked in {"warn", "audit"}

is_fixed(i, _) if let_by[i] == true

accepted_by_policy if decision.allow == true

# Denied, and only by policies that speak in a weaker constraint.
accepted_by_policy if {
	decision.allow == false
	count(denying) > 0
	every mode in denying { modes.rank[mode] < modes.rank[modes.asked] }
}

# The modes of the policies that deny; that of the profile for an image that is refused as a whole, and for a document.
denying contains modes.effective(profile, policy) if {
	some [i, name, _] in decision.unmet
	is_judged(i)
	some policy in profile.policies
	policy.name == name
}

denying contains profile.mode if {
	some [i, _, _] in decision.unmet
	not is_judged(i)
}

is_judged(i) if count(governing[i]) > 0

profile := data.pawl.configuration.profiles[namespace.profile]

messages contains text if {
	some reference in request.references
	not entry_of(reference)
	text := answers.message(reference, answers.reasons(reference))
}

# Places in the document are places in the list of references only where every reference has its entry.
messages contains text if {
	count(entries) == count(request.references)
	some i, reference in request.references
	not is_fixed(i, reference)
	text := answers.message(reference, ["tag-not-pinned"])
}

messages contains text if {
	count(entries) == count(request.references)
	some i, reference in request.references
	unmet := [concat("/", [policy, requirement]) | some [image, policy, requirement] in decision.unmet; image == i]
	count(unmet) > 0
	text := answers.message(reference, [concat(" ", ["requirements-unmet:", concat(", ", unmet)])])
}

details := {"references": request.references, "unmet": decision.unmet, "expiresAt": decision.expiresAt} if {
	decision
} else := {"references": request.references}

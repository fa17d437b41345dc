package main

# conftest passes where nothing is denied. So the denial is what happens unless there is a yes: where the library or the profile is
# missing, the yes is undefined and the denial is there.
deny contains message if {
	not admitted
	message := concat("", ["not attested: ", unmet])
}

admitted if data.pawl.engine.decision.allow == true

# The words explain and never decide: they have a default, so that a denial cannot vanish with its message.
default unmet := "there is no decision"

unmet := concat(", ", requirements) if count(requirements) > 0

requirements := {requirement | some [_, _, requirement] in data.pawl.engine.decision.unmet}

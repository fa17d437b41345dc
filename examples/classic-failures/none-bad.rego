# METADATA
# title: A test passed, and no test failed
# description: Unsound on purpose. Counting what is bad to nought is the same as asking that it was not delivered.
package classic.none_bad

default allow := false

allow if {
	count(input.images) > 0
	every image in input.images {
		count(passed(image)) > 0
		count(failed(image)) == 0
	}
}

passed(image) := [claim | some claim in results(image); claim.summary.passed == true]

failed(image) := [claim | some claim in results(image); claim.summary.failed > 0]

results(image) := [claim | some claim in image.claims; claim.type == "test-result"; claim.attester == "acme-ci"]

# METADATA
# title: No violations
# description: Unsound on purpose. A set of violations is empty where nothing was delivered that could violate anything.
package classic.no_violations

violation contains sprintf("%s has %d critical findings", [image.reference, claim.summary.critical]) if {
	some image in input.images
	some claim in image.claims
	claim.type == "vulnerability-scan"
	claim.summary.critical > 0
}

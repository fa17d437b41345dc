# METADATA
# title: All scans must pass
# description: Unsound on purpose. A scan that fails is deleted, and all that are left pass.
package classic.all_must_pass

default allow := false

allow if {
	count(input.images) > 0
	every image in input.images {
		count(scans(image)) > 0
		every scan in scans(image) { scan.summary.critical == 0 }
	}
}

scans(image) := [claim | some claim in image.claims; claim.type == "vulnerability-scan"; claim.attester == "scanner"]

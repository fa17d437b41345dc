# METADATA
# title: The latest scan decides
# description: Unsound on purpose. Whoever deletes the latest scan makes an older one the latest.
package classic.latest_scan

default allow := false

allow if {
	count(input.images) > 0
	every image in input.images { clean(image) }
}

clean(image) if {
	scans := [claim | some claim in image.claims; claim.type == "vulnerability-scan"; claim.attester == "scanner"]
	newest := max([scan.moment | some scan in scans])
	some scan in scans
	scan.moment == newest
	scan.summary.critical == 0
}

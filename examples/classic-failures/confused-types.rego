# METADATA
# title: A comparison of two types
# description: Unsound on purpose. Rego orders all values, and null stands before every number.
package classic.confused_types

import data.pawl.claims
import data.pawl.input as wellformed

default allow := false

allow if {
	wellformed.document
	every image in input.images { clean(image) }
}

clean(image) if {
	some scan in claims.by(image, "vulnerability-scan", ["scanner"])
	claims.fresh(scan, 24 * 3600)
	scan.summary.critical <= 5
}

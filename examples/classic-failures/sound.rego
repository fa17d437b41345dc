# METADATA
# title: What to write instead
# description: |
#   Each rule asks of every image for SOME claim that says something good, by somebody who may say it, not too old. Deleting can
#   only take such claims away.
package classic.sound

import data.pawl.claims
import data.pawl.input as wellformed

default scanned := false

# Instead of latest-scan, all-must-pass, no-violations and confused-types.
scanned if {
	wellformed.document
	every image in input.images {
		some scan in claims.by(image, "vulnerability-scan", ["scanner"])
		claims.fresh(scan, 24 * 3600)
		claims.at_most(scan, "critical", 0)
	}
}

default tested := false

# Instead of none-bad.
tested if {
	wellformed.document
	every image in input.images {
		some result in claims.by(image, "test-result", ["acme-ci"])
		claims.fresh(result, (180 * 24) * 3600)
		claims.says(result, "passed", true)
	}
}

default reviewed := false

# Instead of one-covers-another.
reviewed if {
	wellformed.document
	every image in input.images {
		some review in claims.by(image, "review", ["security-team"])
		claims.fresh(review, (14 * 24) * 3600)
		claims.says(review, "approved", true)
	}
}

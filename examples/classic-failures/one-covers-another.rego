# METADATA
# title: Some image is good
# description: Unsound on purpose. One good image stands for all that the request would run.
package classic.one_covers_another

import data.pawl.claims

default allow := false

allow if {
	some image in input.images
	some review in claims.by(image, "review", ["security-team"])
	claims.fresh(review, (14 * 24) * 3600)
	claims.says(review, "approved", true)
}

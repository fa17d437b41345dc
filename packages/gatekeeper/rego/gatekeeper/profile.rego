# METADATA
# title: The profile that the interpreter reads
# description: |
#   The interpreter judges by data.pawl.profile. A template holds several profiles and chooses by the namespace, so the document that it
#   makes brings the one; engines ignore members of a document that they do not know. By way of the input also because OPA checks the
#   types of what stands in a policy, and would refuse to compile a comparison that is for other profiles.
package pawl

profile := input.profile

# METADATA
# title: The profile that the interpreter reads
# description: |
#   The interpreter judges by data.pawl.profile. A template holds several profiles and chooses by the namespace, so the document that it
#   makes names one. Engines ignore members of a document that they do not know.
package pawl

profile := data.pawl.configuration.profiles[input.profile]

# METADATA
# title: The yes for opa exec
# description: |
#   True where the decision is a yes, and undefined in every other case: a deny, no profile, no library, a slip in a name.
#   It has no default, so that `opa exec --fail` ends with another code than 0 for each of them.
package acme.gate

admit if data.pawl.engine.decision.allow == true

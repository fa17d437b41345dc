package pawl.engine

import data.pawl.input as wellformed

# The normal form is validated where it is loaded. This is for a server that was given anything else: an engine that reads a
# list which is not there as an empty one would find every test of it passed, and nothing revoked.
usable if {
	profile := data.pawl.profile
	profile.apiVersion == "pawl.dev/v1"
	profile.kind == "CompiledProfile"
	profile.unmatched in {"deny", "allow"}
	filled(profile.policies, 16)
	every policy in profile.policies { usable_policy(policy) }
	count({policy.name | some policy in profile.policies}) == count(profile.policies)
}

usable_policy(policy) if {
	policy.apiVersion == "pawl.dev/v1"
	policy.kind == "CompiledPolicy"
	is_string(policy.name)
	filled(policy.images, 64)
	filled(policy.nodes, 256)
	filled(policy.requirements, 64)
	every pattern in policy.images { is_string(pattern.re2) }
	every n, node in policy.nodes { usable_node(policy, n, node) }
	every requirement in policy.requirements {
		is_string(requirement.name)
		is_number(requirement.node)
		is_object(policy.nodes[requirement.node])
	}
	count({requirement.name | some requirement in policy.requirements}) == count(policy.requirements)
	every kind in ["digests", "statements", "attesters", "signers"] {
		is_array(policy.revoked[kind])
		every entry in policy.revoked[kind] { is_string(entry) }
	}
	is_array(policy.exceptions)
	every exception in policy.exceptions {
		is_string(exception.requirement)
		wellformed.is_time(exception.until)
		usable_image(exception)
	}
}

# One of the two: an exception that is read as naming more than it says would hold for more.
usable_image(exception) if {
	is_string(exception.digest)
	not "repository" in object.keys(exception)
}

usable_image(exception) if {
	is_string(exception.repository)
	not "digest" in object.keys(exception)
}

filled(list, most) if {
	is_array(list)
	count(list) > 0
	count(list) <= most
}

usable_node(_, _, node) if {
	node.level == 0
	usable_claim_test(node)
	wellformed.is_integer(node.count)
	node.count >= 1
	usable_partner(object.get(node, "with", "none"))
}

usable_node(policy, n, node) if {
	not "all" in object.keys(node)
	usable_members(policy, n, node, node.any)
}

usable_node(policy, n, node) if {
	not "any" in object.keys(node)
	usable_members(policy, n, node, node.all)
}

usable_members(policy, n, node, members) if {
	wellformed.is_integer(node.level)
	node.level >= 1
	node.level <= 4
	filled(members, 64)
	every member in members {
		is_number(member)
		member < n
		policy.nodes[member].level < node.level
	}
}

usable_claim_test(test) if {
	is_string(test.claim)
	filled(test.from, 64)
	usable_age(test.maxAge)
	is_array(test.where)
	every field_test in test.where {
		is_string(field_test.field)
		is_string(field_test.op)
		usable_operand(field_test)
	}
}

usable_operand(field_test) if not field_test.op in {"min", "max", "within"}

usable_operand(field_test) if wellformed.is_integer(field_test.value)

usable_age(age) if age == "unlimited"

usable_age(age) if wellformed.is_integer(age)

usable_partner(partner) if partner == "none"

usable_partner(partner) if {
	usable_claim_test(partner)
	usable_pairs(partner.covers)
	usable_pairs(partner.equal)
}

usable_pairs(pairs) if {
	is_array(pairs)
	every fields in pairs {
		is_array(fields)
		is_string(fields[0])
		is_string(fields[1])
	}
}

package pawl.engine

import data.pawl.input as wellformed

# The normal form is validated where it is loaded. This is for a server that was given anything else: an engine that reads a
# list which is not there as an empty one would find every test of it passed.
usable if {
	policy := data.pawl.policy
	policy.apiVersion == "pawl.dev/v1"
	policy.kind == "CompiledPolicy"
	is_string(policy.name)
	filled(policy.images, 64)
	filled(policy.nodes, 256)
	filled(policy.requirements, 64)
	every pattern in policy.images { is_string(pattern.re2) }
	every n, node in policy.nodes { usable_node(n, node) }
	every requirement in policy.requirements {
		is_string(requirement.name)
		is_number(requirement.node)
		is_object(policy.nodes[requirement.node])
	}
	count({requirement.name | some requirement in policy.requirements}) == count(policy.requirements)
}

filled(list, most) if {
	is_array(list)
	count(list) > 0
	count(list) <= most
}

usable_node(_, node) if {
	node.level == 0
	usable_claim_test(node)
	wellformed.is_integer(node.count)
	node.count >= 1
	usable_partner(object.get(node, "with", "none"))
}

usable_node(n, node) if {
	not "all" in object.keys(node)
	usable_members(n, node, node.any)
}

usable_node(n, node) if {
	not "any" in object.keys(node)
	usable_members(n, node, node.all)
}

usable_members(n, node, members) if {
	wellformed.is_integer(node.level)
	node.level >= 1
	node.level <= 4
	filled(members, 64)
	every member in members {
		is_number(member)
		member < n
		data.pawl.policy.nodes[member].level < node.level
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
	}
}

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

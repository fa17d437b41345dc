package pawl.engine

import data.pawl.input as wellformed

# One test of one summary field. An absent field, another type and an unknown operator are all simply false. Operands are asked
# for their type too, here or in usable.rego: OPA orders across types (null < 3 < "x"), and `every` is true of nothing.
passes(test, summary, image) if holds(test.op, test, summary[test.field], image)

holds(op, test, value, image) if {
	op == "in"
	wellformed.is_scalar(value)
	value in test.values
} else if {
	op == "min"
	wellformed.is_integer(value)
	value >= test.value
} else if {
	op == "glob"
	is_string(value)
	regex.match(test.re2, value)
} else if {
	op == "has"
	is_array(value)
	is_array(test.values)
	count(test.values) > 0
	every name in test.values { name in value }
} else if {
	op == "max"
	wellformed.is_integer(value)
	value <= test.value
} else if {
	# Its age is in the bound: within_bound.
	op == "within"
	wellformed.is_time(value)
	wellformed.not_future(image, value)
} else if {
	op == "template"
	is_array(test.parts)
	texts := [text | some part in test.parts; text := part_text(part, image)]
	count(texts) == count(test.parts)
	is_string(value)
	value == concat("", texts)
} else if {
	op == "exists"
	wellformed.is_scalar(value)
} else if {
	op == "exists"
	is_array(value)
}

part_text(part, _) := part if is_string(part)

part_text(part, image) := image.name if {
	part.image == "name"
	is_string(image.name)
}

part_text(part, image) := image.repository if part.image == "repository"

package pawl.engine

import data.pawl.input as wellformed

# One test of one summary field. An absent field, another type and an unknown operator are all simply false. The operand is
# tested like the field: OPA orders across types (null < 3 < "x"), and `every` is true of nothing.
passes(test, summary, image) if holds(test, summary[test.field], image)

holds(test, value, image) if {
	test.op == "in"
	wellformed.is_scalar(value)
	value in test.values
} else if {
	test.op == "min"
	wellformed.is_integer(value)
	wellformed.is_integer(test.value)
	value >= test.value
} else if {
	test.op == "glob"
	is_string(value)
	regex.match(test.re2, value)
} else if {
	test.op == "has"
	is_array(value)
	is_array(test.values)
	count(test.values) > 0
	every name in test.values { name in value }
} else if {
	test.op == "max"
	wellformed.is_integer(value)
	wellformed.is_integer(test.value)
	value <= test.value
} else if {
	test.op == "within"
	wellformed.is_time(value)
	value <= image.verifiedAt + wellformed.skew
	wellformed.is_integer(test.value)
	(value + test.value) + 1 > input.now
} else if {
	test.op == "template"
	is_array(test.parts)
	texts := [text | some part in test.parts; text := part_text(part, image)]
	count(texts) == count(test.parts)
	is_string(value)
	value == concat("", texts)
} else if {
	test.op == "exists"
	wellformed.is_scalar(value)
} else if {
	test.op == "exists"
	is_array(value)
}

part_text(part, _) := part if is_string(part)

part_text(part, image) := image.name if {
	part.image == "name"
	is_string(image.name)
}

part_text(part, image) := image.repository if part.image == "repository"

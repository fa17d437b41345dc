/**
 * Tests of one value whose type nobody knows. Each is total: `&&` takes an error for false where the test before it was false, so the type stands first
 * (CEL orders nothing across types, and raises an error instead). `value` is an expression without side effects; it stands in the text more than once.
 */

function isNumber(value: string): string {
  return `(type(${value})==double||type(${value})==int)`
}

/** Less than 2^53 in size, so that every engine reads the same one. The range first: int(1e300) is an error. */
export function isInteger(value: string): string {
  return `(${isNumber(value)}&&${value}>-9007199254740992.0&&${value}<9007199254740992.0&&double(int(${value}))==double(${value}))`
}

/** Whole seconds of the years 1970 to 9999. */
export function isTime(value: string): string {
  return `(${isNumber(value)}&&${value}>=0.0&&${value}<=253402300799.0&&double(int(${value}))==double(${value}))`
}

export function isString(value: string): string {
  return `type(${value})==string`
}

export function isList(value: string): string {
  return `type(${value})==list`
}

export function isMap(value: string): string {
  return `type(${value})==map`
}

/** What `equals`, `in` and `exists` know as one value. Booleans exist only as true. */
export function isScalar(value: string): string {
  return `(${isString(value)}||(type(${value})==bool&&${value}==true)||${isInteger(value)})`
}

/** `name` is a member of a map and, where it is, passes; where it is not, so be it. A null is there, and wrong. */
export function absentOr(map: string, name: string, passes: (value: string) => string): string {
  return `(!("${name}" in ${map})||${passes(`${map}["${name}"]`)})`
}

export function present(map: string, name: string, passes: (value: string) => string): string {
  return `"${name}" in ${map}&&${passes(`${map}["${name}"]`)}`
}

// C0, DEL, C1 and the two line separators of Unicode: what `isBoundedText` refuses.
const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029'
const DURATION = '[1-9][0-9]{0,8}s|[1-9][0-9]{0,7}m|[1-9][0-9]{0,5}h|[1-9][0-9]{0,4}d|[1-9][0-9]{0,3}w'

/** What JSON Schema can say of the small languages, for editors. Wider than the readers in few places, never narrower. */
export const PATTERNS: Readonly<Record<'text' | 'template' | 'glob' | 'duration' | 'age' | 'instant', string>> = {
  /** Bounded text, but for its length and lone surrogates. */
  text: `^[^${CONTROL}]*$`,
  /** With `{name}` and `{repository}`, and no other brace. */
  template: `^([^{}${CONTROL}]|\\{(name|repository)\\})*$`,
  glob: `^(?!.*\\*\\*\\*)[^${CONTROL}]*$`,
  /** As many digits as 100 years can have. */
  duration: `^(${DURATION})$`,
  age: `^(unlimited|${DURATION})$`,
  /** 30 February is one here. */
  instant:
    '^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$',
}

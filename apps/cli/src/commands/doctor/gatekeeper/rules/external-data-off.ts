import { answering, flagOf, isTrue } from '../manager.ts'
import type { Manager } from '../parts.ts'
import type { Rule } from '../rule.ts'

/** What the template of Pawl calls. Without one of them it does not compile, and a template that does not compile violates nothing. */
const NEEDED = ['external_data', 'time.now_ns']

export const externalDataOff: Rule = {
  code: 'doctor-external-data-off',
  about: ['managers'],
  find: ({ managers }) =>
    answering(managers)
      .filter((each) => !isTrue(flagOf(each, 'enable-external-data') ?? 'true') || disables(each))
      .map(({ object, path }) => ({
        severity: 'open',
        object,
        path: `${path} --enable-external-data, --disable-opa-builtin`,
        happens:
          'the template of Pawl cannot be compiled, and one that is not there violates nothing: every image is admitted',
        cure: 'Helm: enableExternalData=true, and neither external_data nor time.now_ns in disabledBuiltins',
      })),
}

/** The chart writes the names with braces around them. */
function disables({ flags }: Manager): boolean {
  const disabled = (flags.get('disable-opa-builtin') ?? []).flatMap((each) => each.replace(/[{}\s]/g, '').split(','))
  return NEEDED.some((each) => disabled.includes(each))
}

import { listOf, textOf, textsOf } from '../../../members.ts'
import type { ClusterObject } from './cluster-object.ts'

/** One piece of code of a template. */
export interface TemplateCode {
  /** `spec.targets[0].code[0]`, or `spec.targets[0].rego` as it was written before. */
  readonly path: string
  readonly target: string
  readonly engine: string
  /** Empty for other engines. */
  readonly rego: string
  readonly libs: readonly string[]
  /** Of the target: for which requests its code is asked. Empty: for all. */
  readonly operations: readonly string[]
}

export function codesOf({ value }: ClusterObject): readonly TemplateCode[] {
  return listOf(value, 'spec', 'targets').flatMap((target, index) => {
    const at = `spec.targets[${index}]`
    const name = textOf(target, 'target') ?? ''
    const rego = textOf(target, 'rego')
    const operations = textsOf(target, 'operations')
    const older =
      rego === undefined
        ? []
        : [{ path: `${at}.rego`, target: name, engine: 'Rego', rego, libs: textsOf(target, 'libs'), operations }]
    const codes = listOf(target, 'code').map((code, place) => ({
      path: `${at}.code[${place}]`,
      target: name,
      engine: textOf(code, 'engine') ?? '',
      rego: textOf(code, 'source', 'rego') ?? '',
      libs: textsOf(code, 'source', 'libs'),
      operations,
    }))
    return [...older, ...codes]
  })
}

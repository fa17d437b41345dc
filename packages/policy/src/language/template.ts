import type { FieldTest, Scalar, TemplatePart } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'

const PLACEHOLDER = /\{(name|repository)\}/

/** `equals`: a plain value, or text in which `{name}` and `{repository}` stand for the image's own. Any other brace is an error. */
export function compileEquals(field: string, value: Scalar, at: string): FieldTest {
  if (typeof value !== 'string' || !/[{}]/.test(value)) return { field, op: 'in', values: [value] }
  const parts = value.split(PLACEHOLDER).map((part, index): TemplatePart => placeholderOrText(part, index % 2 === 1))
  if (parts.some((part) => typeof part === 'string' && /[{}]/.test(part))) {
    invalid(
      at,
      'has a brace that is neither {name} nor {repository}: these two stand for the name and the repository of the image, others for nothing',
    )
  }
  return { field, op: 'template', parts: parts.filter((part) => part !== '') }
}

function placeholderOrText(part: string, captured: boolean): TemplatePart {
  return captured && (part === 'name' || part === 'repository') ? { image: part } : part
}

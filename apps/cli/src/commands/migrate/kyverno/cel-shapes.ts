/** The few expressions whose meaning is certain. Whatever else stands there is left out, never guessed. */
export type CelShape =
  | { readonly kind: 'image-signatures' }
  | {
      readonly kind: 'attestation-signatures'
      readonly attestation: string
      readonly attestors: readonly string[]
      /** How many of them. */
      readonly count: number
    }
  | {
      readonly kind: 'payload'
      readonly attestation: string
      /** From the statement downwards: `predicate`, then members of it. */
      readonly path: readonly string[]
      readonly value: string | number | boolean
    }

const MAX_LENGTH = 4096
const WORD = '[A-Za-z_][A-Za-z0-9_]*'
/** `images.containers.map(image, ...).all(e, e ...)`. */
const MAPPED = new RegExp(
  `^images\\.${WORD}\\.map\\(\\s*(${WORD})\\s*,(.*)\\)\\s*\\.all\\(\\s*(${WORD})\\s*,\\s*(${WORD})\\s*((?:>=|>|==)\\s*[0-9]{1,4})?\\s*\\)$`,
  's',
)
/** `images.containers.all(image, ...)`. */
const EACH = new RegExp(`^images\\.${WORD}\\.all\\(\\s*(${WORD})\\s*,(.*)\\)$`, 's')
const COMPARED = /^(.*\))\s*((?:>=|>|==)\s*[0-9]{1,4})$/s
/** `attestors.ci`, `attestors['on-call']`: the name is in the group. */
const memberOf = (object: string): string =>
  `${object}(?:\\.(${WORD})|\\[\\s*'([^'\\\\]+)'\\s*\\]|\\[\\s*"([^"\\\\]+)"\\s*\\])`
/** What stands between the brackets of a list of these. */
const LIST = String.raw`\[((?:[^\]()[]|\[[^\]()[]*\])*)\]`
const SIGNATURES = new RegExp(`^verifyImageSignatures\\(\\s*(${WORD})\\s*,\\s*${LIST}\\s*\\)$`)
const ATTESTATIONS = new RegExp(
  `^verifyAttestationSignatures\\(\\s*(${WORD})\\s*,\\s*${memberOf('attestations')}\\s*,\\s*${LIST}\\s*\\)$`,
)
const PAYLOAD = new RegExp(
  `^extractPayload\\(\\s*(${WORD})\\s*,\\s*${memberOf('attestations')}\\s*\\)((?:\\.${WORD})+)\\s*==\\s*('[^'\\\\]*'|"[^"\\\\]*"|true|false|-?[0-9]{1,15})$`,
)
const ATTESTOR = new RegExp(`^${memberOf('attestors')}$`)

export function readCel(expression: unknown): CelShape | undefined {
  if (typeof expression !== 'string' || expression.length > MAX_LENGTH) return undefined
  const over = overImages(expression.trim())
  return over === undefined ? undefined : (signaturesIn(over) ?? payloadIn(over))
}

/** What is asked of each image, and how its result is compared; no comparison where the result itself has to be true. */
interface Asked {
  readonly image: string
  readonly call: string
  readonly comparison: string | undefined
}

function overImages(text: string): Asked | undefined {
  const [, image = '', call = '', each, again, comparison] = MAPPED.exec(text) ?? []
  if (each !== undefined) return each === again ? { image, call: call.trim(), comparison } : undefined
  const [, one = '', body = ''] = EACH.exec(text) ?? []
  if (one === '') return undefined
  const [, compared = body, comparedTo] = COMPARED.exec(body.trim()) ?? []
  return { image: one, call: compared.trim(), comparison: comparedTo }
}

function signaturesIn({ image, call, comparison }: Asked): CelShape | undefined {
  const [, signed] = SIGNATURES.exec(call) ?? []
  if (signed === image && comparison !== undefined) return { kind: 'image-signatures' }
  const [, subject, dotted, single, double, list = ''] = ATTESTATIONS.exec(call) ?? []
  const attestation = dotted ?? single ?? double ?? ''
  if (subject !== image || comparison === undefined) return undefined
  const names = list.split(',').map(attestorIn)
  const attestors = names.filter((each) => each !== undefined)
  const count = countOf(comparison, names.length)
  const whole = attestors.length === names.length && new Set(attestors).size === names.length
  return whole && count !== undefined ? { kind: 'attestation-signatures', attestation, attestors, count } : undefined
}

function attestorIn(text: string): string | undefined {
  const [, dotted, single, double] = ATTESTOR.exec(text.trim()) ?? []
  return dotted ?? single ?? double
}

/** `> 0` is one. `==` is certain only where it asks for all: otherwise one signature more would be one too many. */
function countOf(comparison: string, all: number): number | undefined {
  const [, operator = '', number = ''] = /^(>=|>|==)\s*([0-9]+)$/.exec(comparison) ?? []
  const count = Number(number) + (operator === '>' ? 1 : 0)
  if (operator === '==' && count !== all) return undefined
  return count >= 1 && count <= all ? count : undefined
}

function payloadIn({ image, call, comparison }: Asked): CelShape | undefined {
  const [, subject, dotted, single, double, path = '', literal = ''] = PAYLOAD.exec(call) ?? []
  if (subject !== image || comparison !== undefined) return undefined
  return {
    kind: 'payload',
    attestation: dotted ?? single ?? double ?? '',
    path: path.split('.').slice(1),
    value: literalOf(literal),
  }
}

function literalOf(literal: string): string | number | boolean {
  if (literal === 'true' || literal === 'false') return literal === 'true'
  return /^['"]/.test(literal) ? literal.slice(1, -1) : Number(literal)
}

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
const SIGNATURES = new RegExp(`^verifyImageSignatures\\(\\s*(${WORD})\\s*,\\s*\\[[^\\]()]*\\]\\s*\\)$`)
const ATTESTATIONS = new RegExp(
  `^verifyAttestationSignatures\\(\\s*(${WORD})\\s*,\\s*attestations\\.(${WORD})\\s*,\\s*\\[([^\\]()]*)\\]\\s*\\)$`,
)
const PAYLOAD = new RegExp(
  `^extractPayload\\(\\s*(${WORD})\\s*,\\s*attestations\\.(${WORD})\\s*\\)((?:\\.${WORD})+)\\s*==\\s*('[^'\\\\]*'|"[^"\\\\]*"|true|false|-?[0-9]{1,15})$`,
)
const ATTESTOR = new RegExp(`^attestors\\.(${WORD})$`)

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
  const [, subject, attestation = '', list = ''] = ATTESTATIONS.exec(call) ?? []
  if (subject !== image || comparison === undefined) return undefined
  const names = list.split(',').map((each) => ATTESTOR.exec(each.trim())?.[1])
  const attestors = names.filter((each) => each !== undefined)
  const count = countOf(comparison, names.length)
  const whole = attestors.length === names.length && new Set(attestors).size === names.length
  return whole && count !== undefined ? { kind: 'attestation-signatures', attestation, attestors, count } : undefined
}

/** `> 0` is one. `==` is certain only where it asks for all: otherwise one signature more would be one too many. */
function countOf(comparison: string, all: number): number | undefined {
  const [, operator = '', number = ''] = /^(>=|>|==)\s*([0-9]+)$/.exec(comparison) ?? []
  const count = Number(number) + (operator === '>' ? 1 : 0)
  if (operator === '==' && count !== all) return undefined
  return count >= 1 && count <= all ? count : undefined
}

function payloadIn({ image, call, comparison }: Asked): CelShape | undefined {
  const [, subject, attestation = '', path = '', literal = ''] = PAYLOAD.exec(call) ?? []
  if (subject !== image || comparison !== undefined) return undefined
  return { kind: 'payload', attestation, path: path.split('.').slice(1), value: literalOf(literal) }
}

function literalOf(literal: string): string | number | boolean {
  if (literal === 'true' || literal === 'false') return literal === 'true'
  return /^['"]/.test(literal) ? literal.slice(1, -1) : Number(literal)
}

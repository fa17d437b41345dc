import { listOf, textOf } from '../../../members.ts'
import { inline } from '../../../output/yaml-lines.ts'
import type { Quorum } from './attestor-set.ts'
import { type CelShape, readCel } from './cel-shapes.ts'
import { askedOf, type FieldTest } from './condition-test.ts'
import type { DraftRequirement } from './draft.ts'
import { type Place, shown } from './place.ts'
import { noteMeaning, versionOf } from './read-attestation.ts'
import type { Reading } from './summary-book.ts'

export interface Named {
  /** Attesters here by the names of attestors there, any one of which is that attestor. */
  readonly attestors: ReadonlyMap<string, readonly string[]>
  readonly attestations: ReadonlyMap<string, Reading>
}

interface Expression {
  readonly text: unknown
  readonly place: Place
  readonly shape: CelShape | undefined
}

type Payload = Extract<CelShape, { kind: 'payload' }>
type Signatures = Extract<CelShape, { kind: 'attestation-signatures' }>

/** spec.validations: a requirement for every expression about signatures of attestations, with the tests of payloads of the same attestation. */
export function readValidations(spec: unknown, place: Place, named: Named): readonly DraftRequirement[] {
  const expressions = listOf(spec, 'validations').map((validation, index): Expression => {
    const text = textOf(validation, 'expression')
    return { text, place: place.below('validations', index, 'expression'), shape: readCel(text) }
  })
  for (const { text, place: at, shape } of expressions) {
    if (shape === undefined) at.note('kyverno-expression', shown(text))
    if (shape?.kind === 'image-signatures') at.note('kyverno-signature', shown(text))
  }
  const signed = expressions.flatMap(({ shape, place: at }) =>
    shape?.kind === 'attestation-signatures' ? [{ shape, at }] : [],
  )
  const tests = testsOf(expressions, new Set(signed.map(({ shape }) => shape.attestation)), named)
  return signed.flatMap(({ shape, at }) => requirementOf(shape, at, named, tests.get(shape.attestation) ?? []))
}

function requirementOf(
  { attestation, attestors, count }: Signatures,
  place: Place,
  named: Named,
  tests: readonly FieldTest[],
): readonly DraftRequirement[] {
  const reading = named.attestations.get(attestation)
  const found = attestors.map((name) => named.attestors.get(name) ?? []).filter((names) => names.length > 0)
  const signers = quorumOf(found, count, attestors.length)
  if (reading === undefined || signers === undefined) {
    place.note(
      'kyverno-signers-missing',
      `${found.length} of ${attestors.length} attestors are left, and ${count} are asked for`,
    )
    return []
  }
  place.note(
    'kyverno-attestation',
    `${attestation} becomes the claim ${reading.claim}, by ${signers.count} of ${signers.of.length} attesters`,
  )
  if (tests.length > 0) noteMeaning(place, reading, 'last')
  return [
    {
      place,
      wish: attestation,
      reading,
      signers,
      where: [...versionOf(reading.predicateType), ...tests],
      oneOf: [],
      maxAge: undefined,
    },
  ]
}

/** So many of the attestors that are left. Where some are several signers: one is any of them all, and all is each in turn; between there is nothing to write. */
function quorumOf(found: readonly (readonly string[])[], count: number, asked: number): Quorum | undefined {
  const names = [...new Set(found.flat())]
  if (count === 1) return names.length === 0 ? undefined : { count, of: names }
  if (found.every(({ length }) => length === 1)) return count <= names.length ? { count, of: names } : undefined
  if (count !== asked || found.length !== asked) return undefined
  return { count, of: found.map((of) => ({ count: 1, of })) }
}

/** Tests of payloads by the name of the attestation. One of an attestation whose signatures nobody asks about would trust whoever wrote it. */
function testsOf(
  expressions: readonly Expression[],
  signed: ReadonlySet<string>,
  named: Named,
): ReadonlyMap<string, readonly FieldTest[]> {
  const found = expressions.flatMap(({ shape, place, text }) => {
    if (shape?.kind !== 'payload') return []
    const test = payloadTest(shape, place, text, signed.has(shape.attestation) ? named : undefined)
    return test === undefined ? [] : [{ attestation: shape.attestation, test }]
  })
  const grouped = Map.groupBy(found, ({ attestation }) => attestation)
  return new Map([...grouped].map(([attestation, all]) => [attestation, all.map(({ test }) => test)]))
}

function payloadTest(
  { attestation, path, value }: Payload,
  place: Place,
  text: unknown,
  named: Named | undefined,
): FieldTest | undefined {
  const [first, ...inside] = path
  const reading = named?.attestations.get(attestation)
  // The pattern of a condition is a text in CEL: what would be read as one is left out.
  const asked =
    typeof value === 'string' && value.includes('*') ? ({ not: 'kyverno-value' } as const) : askedOf('Equals', value)
  if (reading === undefined || first !== 'predicate' || inside.length === 0)
    return void place.note('kyverno-expression', shown(text))
  if ('not' in asked) return void place.note(asked.not, shown(text))
  const field = reading.fieldAt(inside)
  if (field === undefined) return void place.note('kyverno-field', shown(text))
  place.note('kyverno-condition', `${shown(text)} becomes ${inline({ field, ...asked.asks })}`)
  return { field, ...asked.asks }
}

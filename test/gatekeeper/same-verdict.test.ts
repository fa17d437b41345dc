import { type CompiledProfile, decideRequest, denialMode, identifyProfile, type Mode } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { readRego } from '../../packages/gatekeeper/src/compile/read-rego.ts'
import { asLibrary } from '../../packages/gatekeeper/src/compile/rego-text.ts'
import { createRandom, type Random } from '../generators/prng.ts'
import { takeCases } from '../generators/random-case.ts'
import { NOW } from '../generators/vocabulary.ts'
import { OPA, runOpa } from './gatekeeper-opa.ts'

if (OPA === undefined) console.log('Gatekeeper, same verdict: SKIPPED, run .ci/opa/install.mjs and set PAWL_OPA')

const MODES: readonly Mode[] = ['audit', 'warn', 'enforce']
const CASES = 500
const DIGEST = /^sha256:[0-9a-f]{64}$/
const ANOTHER = `sha256:${'0'.repeat(64)}`

type Json = Readonly<Record<string, unknown>>

/** A request whose images are all pinned, what the gateway would give for each, and the profile of its namespace. */
interface Question {
  readonly profile: CompiledProfile
  readonly references: readonly string[]
  readonly entries: readonly Json[]
}

/** By the template, in the form in which Gatekeeper gets it: the constraints that have a violation. */
const WRAPPER = `package same_verdict
answers[i] := modes if {
  some i, question in data.questions
  modes := [mode | some mode in ["audit", "warn", "enforce"]; shows(question, mode)]
}
shows(question, mode) if {
  found := data.pawlattestations.violation with input as {"review": question.review, "parameters": {"mode": mode}, "said": question.said}
    with external_data as provider
    with time.now_ns as ${NOW}000000000
    with data.lib.pawl.configuration as question.configuration
  count(found) > 0
}
provider(_) := input.said
`

describe.skipIf(OPA === undefined)('a template in document mode', () => {
  const questions = askable()

  it('shows a denial in the constraints in which the gateway would show it in decision mode', () => {
    const { result } = JSON.parse(
      runOpa(['eval', '--format', 'json', '--data', '{}', 'data.same_verdict.answers'], files(questions)),
    ) as {
      readonly result: readonly {
        readonly expressions: readonly { readonly value: Readonly<Record<string, unknown>> }[]
      }[]
    }
    const answers = result[0]?.expressions[0]?.value ?? {}
    expect(Object.keys(answers)).toHaveLength(questions.length)
    expect(questions.map((_, index) => answers[String(index)])).toStrictEqual(questions.map(expected))
  })

  it('is asked about denials of every mode, and about allows', () => {
    const shown = questions.map((question) => expected(question).length)
    for (const count of [0, 1, 2, 3]) expect(shown.filter((each) => each === count).length).toBeGreaterThan(10)
  })
})

/** What the evaluator says: a denial shows in the constraint of its own mode and of every weaker one. */
function expected({ profile, references, entries }: Question): readonly Mode[] {
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: entries }
  const by = identifyProfile(profile, () => ANOTHER)
  const mode = denialMode(decideRequest(references, document, by), profile)
  return mode === undefined ? [] : MODES.slice(0, MODES.indexOf(mode) + 1)
}

function askable(): readonly Question[] {
  const random = createRandom(7)
  return takeCases(7, CASES).flatMap(({ document, profile }) => {
    const images = isJson(document) && Array.isArray(document['images']) ? document['images'].filter(isJson) : []
    const entries = images
      .map(pinned)
      .filter(({ reference }, index, all) => all.findIndex((each) => each['reference'] === reference) === index)
    const references = entries.map(({ reference }) => String(reference))
    return entries.length === 0 ? [] : [{ profile: withModes(random, profile), references, entries }]
  })
}

function withModes(random: Random, profile: CompiledProfile): CompiledProfile {
  const policies = profile.policies.map((each) => ({ ...each, mode: random.pick(MODES) }))
  return { ...profile, mode: random.pick(['enforce', 'enforce', ...MODES]), policies }
}

/** As a mutating webhook leaves it: under the digest of its entry, or under any where it has none. */
function pinned(entry: Json): Json {
  const { reference, digest } = entry
  const name = typeof reference === 'string' && /^[^@]+$/.test(reference) ? reference : 'ghcr.io/acme/x'
  return { ...entry, reference: `${name}@${typeof digest === 'string' && DIGEST.test(digest) ? digest : ANOTHER}` }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function files(questions: readonly Question[]): Readonly<Record<string, string>> {
  const { template, libraries } = readRego('document')
  const asked = questions.map(({ profile, references, entries }) => ({
    review: {
      kind: { kind: 'Pod' },
      operation: 'CREATE',
      namespace: 'x',
      object: { spec: { containers: references.map((image, index) => ({ name: `c${index}`, image })) } },
    },
    configuration: { provider: 'pawl', asks: 'document', unknown: 'p', namespaces: [], profiles: { p: profile } },
    said: {
      status_code: 200,
      system_error: '',
      errors: [],
      responses: references.map((reference, index) => itemFor(reference, entries[index])),
    },
  }))
  return {
    ...Object.fromEntries([template, ...libraries].map((file, index) => [`${index}.rego`, asLibrary(file)])),
    'wrapper.rego': WRAPPER,
    'questions.json': JSON.stringify({ questions: asked }),
  }
}

function itemFor(reference: string, entry: Json | undefined): readonly [string, Json] {
  // As json.marshal of OPA writes it.
  const key = JSON.stringify(['pawl.dev/gatekeeper/v1', 'document', 'p', reference]).replaceAll(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return [key, { schema: 'pawl.dev/gatekeeper/v1', key, now: NOW, validUntil: NOW + 20, reasons: [], entry }]
}

import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { coveredOutcome } from '@pawl/policy'
import { seed } from '../changed-copy.ts'
import type { Ask, Decode, Engine, Fault, Question } from '../engine.ts'
import { DECODER_FAULTS } from '../faults/opa-adapter.ts'
import { REGO_FAULTS } from '../faults/rego.ts'
import { OPA_WASM } from './opa-wasm.ts'

/** Path of a real opa; undefined where nobody named one, and then what needs it is skipped out loud. */
const OPA: string | undefined = process.env['PAWL_OPA']

/** The Rego as an OPA server would run it, and what it prints read by the reader of `@pawl/opa`. */
export const OPA_EVAL: Engine = {
  name: 'opa eval',
  runs: 'in a process of its own',
  takesAll: true,
  missing: OPA === undefined ? 'real opa: run .ci/opa/install.mjs and set PAWL_OPA to .cache/bin/opa' : undefined,
  open: async (fault) => askWith(fault),
  faults: REGO_FAULTS,
  wire: {
    answers: async () => (questions) => printed(questions, undefined),
    decoder: decodeWith,
    yesAt: ['result', 0, 'expressions', 0, 'value'],
    faults: DECODER_FAULTS,
  },
}

async function askWith(fault: Fault | undefined): Promise<Ask> {
  const decode = await decodeWith(undefined)
  return (questions) => {
    const answers = printed(questions, fault)
    return questions.map((question, index) => {
      const said = decode(answers[index], question)
      return 'code' in said ? said : coveredOutcome(said, question.request, question.document, question.profile)
    })
  }
}

/** What is printed around the value is read as strictly as the value; the value by the reader of the package. */
async function decodeWith(fault: Fault | undefined): Promise<Decode> {
  const decode = await OPA_WASM.wire?.decoder(fault)
  if (decode === undefined) throw new Error('the reader of @pawl/opa is not there')
  return (wire, question) => {
    const results = listIn(wire, 'result', ['result'])
    return decode(
      results.map((each) => ({ result: valueIn(each) })),
      question,
    )
  }
}

/** Undefined, which is no answer, for whatever does not hold exactly one expression. */
function valueIn(result: unknown): unknown {
  const [expression, ...others] = listIn(result, 'expressions', ['bindings', 'expressions'])
  return others.length === 0 ? membersOf(expression, ['location', 'text', 'value'])?.['value'] : undefined
}

function listIn(value: unknown, member: string, members: readonly string[]): readonly unknown[] {
  const list = membersOf(value, members)?.[member]
  return Array.isArray(list) ? list : []
}

/** An object with exactly these members. */
function membersOf(value: unknown, members: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const exact = Object.keys(value).toSorted().join() === members.join()
  return exact ? Object.fromEntries(Object.entries(value)) : undefined
}

const REGO = fileURLToPath(new URL('../../../packages/opa/rego/pawl', import.meta.url))
const BATCH = 1000

// In a rule of a file: in a comprehension of the query `with` would be lost, and every answer be the default.
const WRAPPER = `package cross_engine
answers[i] := answer if {
  some i, question in data.questions
  answer := data.pawl.engine.decision with input as question.document with data.pawl.profile as question.profile
}
`

/** Asks many questions a process; with a fault it evaluates a changed copy of the Rego. For each, what opa prints for one. */
function printed(questions: readonly Question[], fault: Fault | undefined): readonly unknown[] {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-opa-eval-'))
  try {
    cpSync(REGO, join(folder, 'pawl'), { recursive: true })
    if (fault !== undefined) seed(join(folder, 'pawl'), fault)
    writeFileSync(join(folder, 'wrapper.rego'), WRAPPER)
    const batches = Array.from({ length: Math.ceil(questions.length / BATCH) }, (_, n) =>
      questions.slice(n * BATCH, (n + 1) * BATCH),
    )
    return batches.flatMap((batch) => evaluateBatch(folder, batch))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Printed {
  readonly result?: readonly { readonly bindings: { readonly i: number } }[]
}

function evaluateBatch(folder: string, batch: readonly Question[]): readonly unknown[] {
  if (OPA === undefined) throw new Error('PAWL_OPA is not set')
  const file = join(folder, 'questions.json')
  writeFileSync(file, JSON.stringify({ questions: batch.map(({ document, profile }) => ({ document, profile })) }))
  const sources = ['-d', join(folder, 'pawl'), '-d', join(folder, 'wrapper.rego'), '-d', file]
  const text = execFileSync(OPA, ['eval', ...sources, '--format', 'json', 'data.cross_engine.answers[i]'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const { result = [] }: Printed = JSON.parse(text)
  const byIndex = new Map(result.map((each) => [each.bindings.i, each]))
  if (byIndex.size !== batch.length) throw new Error('opa did not answer every question')
  return batch.map((_, index) => ({ result: [byIndex.get(index)] }))
}

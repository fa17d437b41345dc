import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CompiledProfile, Outcome } from '@pawl/policy'

/** Path of a real opa; undefined where nobody named one, and then what needs it is skipped out loud. */
export const OPA: string | undefined = process.env['PAWL_OPA']

export interface Question {
  readonly document: unknown
  readonly profile: CompiledProfile
}

/** One text replaced in one file of the Rego; the text must be there exactly once. */
export interface Mutation {
  readonly file: string
  readonly find: string
  readonly replace: string
}

const REGO = fileURLToPath(new URL('../../packages/opa/rego/pawl', import.meta.url))
const BATCH = 1000

// In a rule of a file: in a comprehension of the query `with` would be lost, and every answer be the default.
const WRAPPER = `package cross_engine
answers[i] := answer if {
  some i, question in data.questions
  answer := data.pawl.engine.decision with input as question.document with data.pawl.profile as question.profile
}
`

/** Asks the real opa, many questions a process; with a mutation it evaluates a changed copy of the Rego. */
export function opaEval(opa: string, questions: readonly Question[], mutation?: Mutation): readonly Outcome[] {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-opa-eval-'))
  try {
    cpSync(REGO, join(folder, 'pawl'), { recursive: true })
    if (mutation !== undefined) mutate(join(folder, 'pawl'), mutation)
    writeFileSync(join(folder, 'wrapper.rego'), WRAPPER)
    const batches = Array.from({ length: Math.ceil(questions.length / BATCH) }, (_, n) =>
      questions.slice(n * BATCH, (n + 1) * BATCH),
    )
    return batches.flatMap((batch) => evaluateBatch(opa, folder, batch))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function evaluateBatch(opa: string, folder: string, batch: readonly Question[]): readonly Outcome[] {
  const file = join(folder, 'questions.json')
  writeFileSync(file, JSON.stringify({ questions: batch.map(({ document, profile }) => ({ document, profile })) }))
  const sources = ['-d', join(folder, 'pawl'), '-d', join(folder, 'wrapper.rego'), '-d', file]
  const printed = execFileSync(opa, ['eval', ...sources, '--format', 'json', 'data.cross_engine.answers'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const answers: Readonly<Record<string, Outcome>> = JSON.parse(printed).result[0].expressions[0].value
  if (Object.keys(answers).length !== batch.length) throw new Error('opa did not answer every question')
  return batch.map((_, index) => answers[String(index)] as Outcome)
}

export function mutate(folder: string, { file, find, replace }: Mutation): void {
  const path = join(folder, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(find).length !== 2) throw new Error(`${file} does not hold exactly once: ${find}`)
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
}

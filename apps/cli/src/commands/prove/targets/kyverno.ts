import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Constants, joinConstants, NO_CONSTANTS } from '@pawl/policy/prove'
import { Refusal, usage } from '@pawl/setup'
import { celConstants } from '../kyverno/cel-constants.ts'
import { type Kyverno, kyvernoTest, type Run } from '../kyverno/kyverno-binary.ts'
import { type Asking, writeQuestion } from '../kyverno/question-files.ts'
import { type ReadPolicy, readValidatingPolicies } from '../kyverno/validating-policies.ts'
import type { Target } from './target.ts'

/** Half a second each. */
const CASES = 200

/** Policies of Kyverno over the document, asked of the operator's own Kyverno. */
export const kyvernoTarget: Target = {
  name: 'kyverno',
  takes: ({ files }) => files.length > 0 && files.every((file) => /\.ya?ml$/.test(file)),
  open: ({ files, kyverno: binary, environment, namespace, yesAt, violationsAt }) => {
    if (yesAt !== undefined || violationsAt !== undefined) {
      throw usage('a ValidatingPolicy passes or does not: leave out --allow and --deny')
    }
    const { policies, others } = readValidatingPolicies(files)
    const asking = { policies, namespace }
    const kyverno = { binary, environment }
    const names = policies.map(({ name }) => name)
    requireJudged(asked(kyverno, null, asking), names)
    return {
      what: `${files.join(', ')}: ${names.join(', ')}, by ${binary}, for a Pod in namespace ${namespace}`,
      ask: (document) => isYes(asked(kyverno, document, asking), names),
      constants: joinConstants(policies.map(constantsOf)),
      notes: notesOn(policies, others),
      cases: CASES,
    }
  },
}

function asked(kyverno: Kyverno, document: unknown, asking: Asking): Run {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-prove-'))
  try {
    writeQuestion(folder, document, asking)
    return kyvernoTest(kyverno, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Every policy passed, each once, and nothing else was said: a policy that is left out, and one that does not match, end with status 0 as well. */
export function isYes({ status, rows }: Run, names: readonly string[]): boolean {
  if (status !== 0 || names.length === 0 || rows.length !== names.length) return false
  return names.every((name) =>
    rows.some(({ policy, result, reason }) => policy === name && result === 'Pass' && reason === 'Ok'),
  )
}

const JUDGED = /^(?:Ok|Want pass, got (?:fail|error))$/

/** A policy that does not compile, or that has nothing to say about a Pod there, would say no to everything. */
function requireJudged({ rows, words }: Run, names: readonly string[]): void {
  const missing = names.filter(
    (name) => rows.filter(({ policy, reason }) => policy === name && JUDGED.test(reason)).length !== 1,
  )
  if (missing.length === 0) return
  throw new Refusal('kyverno-failed', 'Kyverno does not judge a Pod by the policy', [
    ...missing.map((at) => ({ at, message: rows.find(({ policy }) => policy === at)?.reason ?? 'nothing was said' })),
    ...linesOf(words),
  ])
}

/** What Kyverno printed, cut. */
function linesOf(text: string): readonly { readonly at: string; readonly message: string }[] {
  const said = text.split('\n').filter((line) => /error|invalid|warning/i.test(line))
  return said.slice(0, 10).map((line) => ({ at: '', message: line.trim().slice(0, 300) }))
}

/** Where Pawl wrote the policy, a repository that is compared whole is one that the operator excepted. */
function constantsOf({ expressions, isOurs }: ReadPolicy): Constants {
  const found = celConstants(expressions)
  if (!isOurs) return found
  return joinConstants([found, { ...NO_CONSTANTS, excepted: exceptedIn(found) }])
}

function exceptedIn({ repositories, strings }: Constants): readonly string[] {
  return repositories.filter((each) => strings.includes(each))
}

function notesOn(policies: readonly ReadPolicy[], others: number): readonly string[] {
  return [
    ...(others > 0 ? [`Not asked, because they are no ValidatingPolicy: ${others} of the objects in the files.`] : []),
    ...(policies.some(({ isOurs }) => isOurs)
      ? ['In mode enforce a tag is denied: give --documents whose references end with a digest.']
      : []),
  ]
}

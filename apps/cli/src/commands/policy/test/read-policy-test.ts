import { dirname, isAbsolute, join } from 'node:path'
import { type ConfigurationProblem, configurationProblems } from '@pawl/document'
import { located, Refusal, readYaml, type YamlFile } from '@pawl/setup'
import { z } from 'zod'
import type { PolicyTest } from './policy-test.ts'
import { policyTest } from './policy-test-schema.ts'

/** A test file that has been read, and how to speak of its places. */
export interface TestFile {
  readonly file: YamlFile
  readonly test: PolicyTest
}

const NONE_LEFT_OUT = 'is not there on purpose: a case that is not run passes nothing; delete it'

/** What people look for and will not find. */
const ABSENT: ReadonlyMap<string, string> = new Map([
  ['skip', NONE_LEFT_OUT],
  ['only', NONE_LEFT_OUT],
  ['at', 'is called now here'],
  ['expect', 'is not a member: write decision and requirements in the case itself'],
  ['expected', 'is not a member: write decision and requirements in the case itself'],
  ['engine', 'belongs to the command line: --engine'],
])

/** Throws a Refusal with every problem of its shape and its line. */
export function readPolicyTest(path: string): TestFile {
  const file = readYaml(path)
  const read = policyTest.safeParse(file.value, { reportInput: false })
  if (read.success) return { file, test: read.data }
  const schema = z.toJSONSchema(policyTest, { io: 'input', unrepresentable: 'any' })
  return refuse(configurationProblems(read.error.issues, { schema, absent: ABSENT }), file)
}

/** For what only the documents and the policies show to be wrong. */
export function refuseAt({ file }: TestFile, at: string, message: string): never {
  return refuse([{ at, message }], file)
}

function refuse(problems: readonly ConfigurationProblem[], file: YamlFile): never {
  throw new Refusal('configuration-invalid', 'the test file is invalid', located(problems, file))
}

/** A path that the test file names: relative to it, never to the working folder. */
export function besides({ file }: TestFile, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file.path), path)
}

/** The same of a subject, where it has a path: `oci:DIR...` and `file:PATH`. */
export function subjectBesides(test: TestFile, subject: string): string {
  const [, scheme, path, rest = ''] = /^(oci:)([^:@]+)(.*)$/s.exec(subject) ?? /^(file:)(.+)$/s.exec(subject) ?? []
  return scheme === undefined || path === undefined ? subject : `${scheme}${besides(test, path)}${rest}`
}

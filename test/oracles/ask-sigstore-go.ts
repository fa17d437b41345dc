import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import process from 'node:process'
import { type Question, STAGES, type Stage } from './question.ts'

/** The binary of sigstore-go/, where it was built: `node .ci/oracles/install.mjs`, and `--path` says where. Unset means that nobody is asked. */
export const SIGSTORE_GO: string | undefined = process.env['PAWL_SIGSTORE_GO'] || undefined

export const SIGSTORE_GO_MISSING =
  'SKIPPED, sigstore-go was not asked: run .ci/oracles/install.mjs and set PAWL_SIGSTORE_GO to what it prints with --path'

export interface GoAnswer {
  readonly verdict: 'accept' | Stage
  /** In its own words: for people. */
  readonly error: string
  /** Verified epoch seconds. */
  readonly times: readonly number[]
  readonly identity: string
  readonly issuer: string
}

/** A process each: what they hold in memory stays bounded. */
const AT_ONCE = 1000

/** One answer a question, in their order. A program that stops, or says what it should not, is a failure of the test and no answer. */
export function askSigstoreGo(questions: readonly Question[]): readonly GoAnswer[] {
  const batches = Math.ceil(questions.length / AT_ONCE)
  return Array.from({ length: batches }, (_, batch) =>
    askOnce(questions.slice(batch * AT_ONCE, (batch + 1) * AT_ONCE)),
  ).flat()
}

function askOnce(questions: readonly Question[]): readonly GoAnswer[] {
  const input = questions.map((question, index) => `${JSON.stringify(written(question, index))}\n`).join('')
  const { status, stdout, stderr, error } = spawnSync(SIGSTORE_GO ?? '', [], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(`the sigstore-go oracle ended with ${status}: ${error?.message ?? stderr}`)
  const lines = stdout.split('\n').filter((line) => line !== '')
  if (lines.length !== questions.length) throw new Error(`${lines.length} answers to ${questions.length} questions`)
  return lines.map((line, index) => readAnswer(JSON.parse(line), index))
}

function written({ bundle, root, key, demands, artifact, digest }: Question, index: number): object {
  const hex = artifact === undefined ? digest : createHash('sha256').update(artifact).digest('hex')
  return {
    id: String(index),
    bundle: Buffer.from(bundle).toString('base64'),
    root: Buffer.from(root).toString('utf8'),
    key: key?.pem ?? '',
    keyUntil: key?.validUntil ?? 0,
    ...demands,
    digest: hex === undefined ? '' : `sha256:${hex}`,
  }
}

interface WireAnswer {
  readonly id: string
  readonly accepted: boolean
  readonly stage?: string
  readonly error?: string
  readonly times?: readonly number[]
  readonly identity?: string
  readonly issuer?: string
}

function readAnswer(wire: WireAnswer, index: number): GoAnswer {
  const { id, accepted, stage = '', error = '', times = [], identity = '', issuer = '' } = wire
  if (id !== String(index)) throw new Error(`answer ${id} where ${index} was asked`)
  const refusedAt = STAGES.find((each) => each === stage)
  if (accepted === true && stage === '') return { verdict: 'accept', error, times, identity, issuer }
  if (accepted !== false || refusedAt === undefined) throw new Error(`no answer: stage ${stage}, ${error}`)
  return { verdict: refusedAt, error, times, identity, issuer }
}

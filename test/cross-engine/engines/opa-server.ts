import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { decodeServerAnswer } from '@pawl/opa'
import { withChangedCopy } from '../changed-copy.ts'
import type { Ask, Decode, Engine, Fault, Question } from '../engine.ts'
import { OPA_SERVER_FAULTS, SERVER_DECODER_FAULTS } from '../faults/opa-server.ts'

/** Path of a real opa; undefined where nobody named one, and then what needs it is skipped out loud. */
const OPA: string | undefined = process.env['PAWL_OPA']

/** A real server that loads the committed bundle, signed, and what it answers read by the reader of `@pawl/opa`. */
export const OPA_SERVER: Engine = {
  name: 'opa server',
  runs: 'in a process of its own',
  missing: OPA === undefined ? 'real opa: run .ci/opa/install.mjs and set PAWL_OPA to .cache/bin/opa' : undefined,
  open: async (fault) => askWith(await decodeWith(fault)),
  faults: OPA_SERVER_FAULTS,
  wire: {
    answers: async () => answered,
    decoder: decodeWith,
    yesAt: ['result'],
    faults: SERVER_DECODER_FAULTS,
  },
}

interface Reader {
  readonly decodeServerAnswer: typeof decodeServerAnswer
}

async function decodeWith(fault: Fault | undefined): Promise<Decode> {
  return fault === undefined
    ? reading({ decodeServerAnswer })
    : withChangedCopy('opa', 'server-answer.ts', fault, reading)
}

/** Reads the body of an answer as the program does. */
function reading({ decodeServerAnswer: decode }: Reader): Decode {
  return (body, { request, document, profile }) => decode(body, request as never, document, profile)
}

function askWith(decode: Decode): Ask {
  return (questions) => {
    const answers = answered(questions)
    return questions.map((question, index) => decode(answers[index], question))
  }
}

/** What was answered before: the faults of this engine are in its reader, so the server is asked once for all of them. */
const known = new Map<string, unknown>()

function answered(questions: readonly Question[]): readonly unknown[] {
  const asked = questions.map(({ document, profile }) => ({ document, profile }))
  const keys = asked.map((each) => JSON.stringify(each))
  const fresh = [...new Map(keys.map((key, at) => [key, asked[at]]))].filter(([key]) => !known.has(key))
  const answers = fresh.length === 0 ? [] : askServer(fresh.map(([, each]) => each))
  for (const [at, [key]] of fresh.entries()) known.set(key, answers[at])
  return keys.map((key) => known.get(key))
}

const PROGRAM = fileURLToPath(new URL('server-process.ts', import.meta.url))
const BUNDLE = fileURLToPath(new URL('../../../packages/opa/bundle/pawl.tar.gz', import.meta.url))

function askServer(questions: readonly unknown[]): readonly unknown[] {
  if (OPA === undefined) throw new Error('PAWL_OPA is not set')
  const folder = mkdtempSync(join(tmpdir(), 'pawl-opa-server-'))
  try {
    const signed = signBundle(OPA, folder)
    const input = JSON.stringify({ socket: join(folder, 'opa.sock'), questions })
    const text = execFileSync(process.execPath, [PROGRAM, OPA, ...signed], {
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    const answers: readonly unknown[] = JSON.parse(text)
    if (answers.length !== questions.length) throw new Error('the server did not answer every question')
    return answers
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Options of a server that loads the committed bundle, signed with a key of this run, and no other. */
function signBundle(opa: string, folder: string): readonly string[] {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const [secret, open, bundle] = ['bundle.key', 'bundle.pub', 'signed.tar.gz'].map((name) => join(folder, name))
  if (secret === undefined || open === undefined || bundle === undefined) throw new Error('three files have a name')
  writeFileSync(secret, privateKey.export({ type: 'sec1', format: 'pem' }))
  writeFileSync(open, publicKey.export({ type: 'spki', format: 'pem' }))
  execFileSync(opa, ['build', '-b', BUNDLE, '--signing-alg', 'ES256', '--signing-key', secret, '-o', bundle])
  return ['--bundle', bundle, '--verification-key', open, '--signing-alg', 'ES256']
}

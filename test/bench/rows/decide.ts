import { type Decision, decide, type IdentifiedProfile, identifyProfile } from '@pawl/policy'
import { sha256 } from '../../cross-engine/outcome-text.ts'
import { processorTime } from '../harness/clock.ts'
import { type Contender, timed } from '../harness/contender.ts'
import type { Row } from '../harness/row.ts'
import type { Size } from '../harness/size.ts'
import { admissionText, type DocumentSize, endOf, type Truth } from '../scenes/admission-document.ts'
import { admissionProfile } from '../scenes/admission-policy.ts'
import { type Engine, opaWasm } from './opa-wasm.ts'

const TEN: DocumentSize = { images: 10, claims: 16 }

/** The evaluator in TypeScript, with reasons and with what met each requirement, on documents that are parsed already. */
export function decideRows(engine: Engine, size: Size): readonly Row[] {
  return (['right', 'wrong'] as const).map((truth) => ({
    what: `decide, 10 x 16 x 8, ${truth === 'right' ? 'allow' : 'deny'}`,
    pawl: decideContender(TEN, 8, truth, size.calls(256)),
    peer: opaWasm(engine, TEN, truth, size.calls(8)),
    floor: walk(TEN, truth, size.calls(256)),
    target: 100,
  }))
}

export function decideContender(of: DocumentSize, requirements: number, truth: Truth, calls: number): Contender {
  const profile = identifyProfile(admissionProfile(requirements), sha256)
  const expected = expectedOf(of, requirements, truth)
  return timed(
    {
      name: 'decide',
      calls,
      prepare: (serial) => ask(admissionText(of, truth, serial), profile, endOf(serial)),
      isRight: (answer) => isExpected(answer as Answer, expected),
    },
    processorTime,
  )
}

interface Answer {
  readonly decision: Decision
  /** Of the document that was asked about. */
  readonly end: number
}

function ask(text: string, profile: IdentifiedProfile, end: number): () => Answer {
  const document: unknown = JSON.parse(text)
  return () => ({ decision: decide(document, profile), end })
}

/** Twelve claims meet the eight requirements; with ten nobody from `qa` has spoken, and the tests of the machine are enough. */
function expectedOf({ images, claims }: DocumentSize, requirements: number, truth: Truth): Expected {
  return { verdict: truth === 'right' && claims >= 10 ? 'allow' : 'deny', images, requirements }
}

interface Expected {
  readonly verdict: 'allow' | 'deny'
  readonly images: number
  readonly requirements: number
}

function isExpected({ decision, end }: Answer, { verdict, images, requirements }: Expected): boolean {
  const last = decision.images.at(-1)?.policies[0]?.requirements
  return (
    decision.decision === verdict &&
    decision.expiresAt === (verdict === 'allow' ? end : undefined) &&
    decision.images.length === images &&
    last?.length === requirements &&
    last.at(-1)?.met === (verdict === 'allow')
  )
}

/** Reads every member of every claim once, and decides nothing. */
function walk(of: DocumentSize, truth: Truth, calls: number): Contender {
  return timed(
    {
      name: 'every member of every claim read once, nothing decided',
      calls,
      prepare: (serial) => {
        const document = JSON.parse(admissionText(of, truth, serial)) as WalkedDocument
        return () => membersOf(document)
      },
      // A claim has type, attester, moment, end and digest; its summary has one field at least.
      isRight: (answer) => Number(answer) >= of.images * of.claims * 6,
    },
    processorTime,
  )
}

interface WalkedDocument {
  readonly images: readonly { readonly claims: readonly Readonly<Record<string, unknown>>[] }[]
}

function membersOf({ images }: WalkedDocument): number {
  let count = 0
  for (const { claims } of images) {
    for (const { type, attester, moment, expiresAt, statementDigest, summary } of claims) {
      for (const each of [type, attester, moment, expiresAt, statementDigest]) if (each !== undefined) count += 1
      count += Object.values(summary as object).length
    }
  }
  return count
}

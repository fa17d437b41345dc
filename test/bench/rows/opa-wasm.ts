import type { InputDocument } from '@pawl/document'
import type { EngineFailure, OpaEngine } from '@pawl/opa'
import type { Outcome } from '@pawl/policy'
import { processorTime } from '../harness/clock.ts'
import { type Contender, timed } from '../harness/contender.ts'
import type { Row } from '../harness/row.ts'
import type { Size } from '../harness/size.ts'
import { admissionText, type DocumentSize, endOf, type Truth } from '../scenes/admission-document.ts'
import { admissionProfile } from '../scenes/admission-policy.ts'
import { opaBench } from './opa-bench.ts'

export type Engine = OpaEngine

/** The module that ships, through `OpaEngine`, on documents that it has not seen: JSON both ways is part of it. */
export function opaRows(engine: Engine, opa: string | undefined, size: Size): readonly Row[] {
  return ([1, 10] as const).map((images) => {
    const of = { images, claims: 16 }
    return {
      what: `opa-wasm, ${images} x 16 x 8, allow`,
      pawl: opaWasm(engine, of, 'right', size.calls(images === 1 ? 64 : 8)),
      peer: opa === undefined ? 'skipped: PAWL_OPA names no opa' : opaBench(opa, of),
      floor: json(of, size.calls(64)),
      target: images === 1 ? 300 : 2000,
    }
  })
}

export function opaWasm(engine: Engine, of: DocumentSize, truth: Truth, calls: number): Contender {
  const profile = admissionProfile(8)
  return timed(
    {
      name: 'opa-wasm, the same question',
      calls,
      prepare: (serial) => {
        const document = JSON.parse(admissionText(of, truth, serial)) as InputDocument
        const request = document.images.map((entry) => entry.reference)
        return () => ({ outcome: engine.evaluate(request, document, profile), end: endOf(serial) })
      },
      isRight: (answer) => isExpected(answer as Answer, of.images, truth),
    },
    processorTime,
  )
}

interface Answer {
  readonly outcome: Outcome | EngineFailure
  readonly end: number
}

function isExpected({ outcome, end }: Answer, images: number, truth: Truth): boolean {
  if (!('unmet' in outcome)) return false
  return truth === 'right'
    ? outcome.allow && outcome.expiresAt === end
    : !outcome.allow && outcome.unmet.length === images * 8
}

/** What nobody is spared who gives a document to an engine behind a wall. */
function json(of: DocumentSize, calls: number): Contender {
  return timed(
    {
      name: 'JSON.stringify and JSON.parse of the same document',
      calls,
      prepare: (serial) => {
        const document: unknown = JSON.parse(admissionText(of, 'right', serial))
        return () => JSON.parse(JSON.stringify(document))
      },
      isRight: (answer) => (answer as InputDocument).images.length === of.images,
    },
    processorTime,
  )
}

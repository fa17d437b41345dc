import type { InputDocument } from '@pawl/document'
import { loadEngine, type OpaEngine } from '@pawl/opa'
import { WrongAnswer } from '../harness/contender.ts'
import type { Size } from '../harness/size.ts'
import { aligned, time } from '../harness/table.ts'
import { admissionText, endOf } from '../scenes/admission-document.ts'
import { admissionProfile } from '../scenes/admission-policy.ts'
import { type Percentiles, percentilesOf } from './percentiles.ts'

const IMAGES = [1, 10, 50] as const
const CLAIMS = [1, 4, 16, 64] as const
const REQUIREMENTS = 8

/** Every cell: what one evaluation takes, and what the first one of an engine that was just loaded does. */
export async function opaLatency(size: Size): Promise<string> {
  const engine = await loadEngine()
  const rows = IMAGES.flatMap((images) =>
    CLAIMS.map((claims) => {
      const calls = size.calls(Math.max(200, Math.min(2000, Math.ceil(40_000 / (images * claims)))))
      const { p50, p99, greatest } = evaluations(engine, { images, claims }, calls)
      return [`${images} x ${claims} x ${REQUIREMENTS}`, String(calls), time(p50), time(p99), time(greatest)]
    }),
  )
  const { loads, first } = await coldStarts(size.calls(40))
  return [
    'opa-wasm, one evaluation on the wall: images x claims x requirements',
    ...aligned([['', 'calls', 'p50', 'p99', 'greatest'], ...rows]).map((line) => `  ${line}`),
    `  cold: the engine from its file ${time(loads.p50)} (p99 ${time(loads.p99)}), its first evaluation of one image ${time(first.p50)} (p99 ${time(first.p99)})`,
  ].join('\n')
}

interface Of {
  readonly images: number
  readonly claims: number
}

function evaluations(engine: OpaEngine, of: Of, calls: number): Percentiles {
  const took: number[] = []
  // As many before as are counted: what is measured is an engine at work.
  for (let serial = 0; serial < 2 * calls; serial += 1) {
    const ask = question(of, serial)
    const before = performance.now()
    ask(engine)
    const microseconds = (performance.now() - before) * 1000
    if (serial >= calls) took.push(microseconds)
  }
  return percentilesOf(took)
}

async function coldStarts(times: number): Promise<{ readonly loads: Percentiles; readonly first: Percentiles }> {
  const loads: number[] = []
  const first: number[] = []
  for (let serial = 0; serial < times; serial += 1) {
    const ask = question({ images: 1, claims: 16 }, serial)
    const before = performance.now()
    const engine = await loadEngine()
    const loaded = performance.now()
    ask(engine)
    loads.push((loaded - before) * 1000)
    first.push((performance.now() - loaded) * 1000)
  }
  return { loads: percentilesOf(loads), first: percentilesOf(first) }
}

/** One that nobody asked before. The twelve kinds of claims meet the requirements from twelve on; with fewer the answer is a deny. */
function question({ images, claims }: Of, serial: number): (engine: OpaEngine) => void {
  const profile = admissionProfile(REQUIREMENTS)
  const document = JSON.parse(admissionText({ images, claims }, 'right', serial)) as InputDocument
  const request = document.images.map((entry) => entry.reference)
  return (engine) => {
    const answer = engine.evaluate(request, document, profile)
    const right =
      claims >= 12
        ? answer.allow && 'expiresAt' in answer && answer.expiresAt === endOf(serial)
        : !answer.allow && 'unmet' in answer
    if (!right) throw new WrongAnswer('opa-wasm')
  }
}

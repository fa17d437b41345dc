import { decide, identifyProfile } from '@pawl/policy'
import { sha256 } from '../../cross-engine/outcome-text.ts'
import { processorTime } from '../harness/clock.ts'
import { type Contender, timed } from '../harness/contender.ts'
import type { Growth } from '../harness/growth.ts'
import type { Size } from '../harness/size.ts'
import { pairProfile, pairText } from '../scenes/pairs.ts'
import { decideContender } from './decide.ts'
import { type Engine, opaWasm } from './opa-wasm.ts'

const SIZES = [1, 2, 4, 8, 16, 32, 64]

/** Against everything that somebody can add: claims and images; and against what an operator can: requirements. */
export function growths(engine: Engine, size: Size): readonly Growth[] {
  // Small questions more often: a round of a millisecond would measure how it begins.
  const callsOf = (units: number): number => size.calls(Math.max(16, Math.min(512, Math.ceil(4096 / units))))
  return [
    {
      what: 'decide, by claims an image: 10 images, 8 requirements, allow from 16 on',
      unit: 'claim',
      sizes: SIZES,
      contender: (claims) => decideContender({ images: 10, claims }, 8, 'right', callsOf(claims * 10)),
      units: (claims) => claims * 10,
      expected: 'linear',
    },
    {
      what: 'decide, by claims an image: 10 images, 8 requirements, deny with a reason for every claim',
      unit: 'claim',
      sizes: SIZES,
      contender: (claims) => decideContender({ images: 10, claims }, 8, 'wrong', callsOf(claims * 10)),
      units: (claims) => claims * 10,
      expected: 'linear',
    },
    {
      what: 'decide, by images: 16 claims, 8 requirements, allow',
      unit: 'image',
      sizes: SIZES,
      contender: (images) => decideContender({ images, claims: 16 }, 8, 'right', callsOf(images * 16)),
      units: (images) => images,
      expected: 'linear',
    },
    {
      what: 'decide, by requirements: 10 images, 16 claims, allow',
      unit: 'requirement',
      sizes: SIZES,
      contender: (requirements) =>
        decideContender({ images: 10, claims: 16 }, requirements, 'right', callsOf(requirements * 10)),
      units: (requirements) => requirements,
      expected: 'linear',
    },
    {
      what: 'decide, by claims of each kind in a pair: 1 image, 1 requirement, lists of 16 (the core keeps at most 8 of a kind)',
      unit: 'claim',
      sizes: [1, 2, 4, 8, 16, 32],
      contender: (claims) => pairContender(claims, callsOf(claims * 2)),
      units: (claims) => claims * claims,
      expected: 'product',
    },
    {
      what: 'opa-wasm, by claims an image: 10 images, 8 requirements, deny',
      unit: 'claim',
      sizes: SIZES,
      contender: (claims) => opaWasm(engine, { images: 10, claims }, 'wrong', size.calls(4)),
      units: (claims) => claims * 10,
      expected: 'linear',
    },
  ]
}

function pairContender(claims: number, calls: number): Contender {
  const profile = identifyProfile(pairProfile(), sha256)
  return timed(
    {
      name: 'decide',
      calls,
      prepare: (serial) => {
        const document: unknown = JSON.parse(pairText(claims, serial))
        return () => decide(document, profile).decision
      },
      isRight: (answer) => answer === 'allow',
    },
    processorTime,
  )
}

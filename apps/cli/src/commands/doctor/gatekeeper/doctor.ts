import { Refusal } from '@pawl/setup'
import { type Format, structured } from '../../../output/structured.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { titleOf } from './cluster-object.ts'
import { type Examination, examine, isRecognised } from './examine.ts'
import { ABSENTABLE, PARTS } from './parts.ts'
import { readObjects } from './read-objects.ts'
import { renderExamination } from './render-examination.ts'

export interface DoctorOptions {
  readonly absent: readonly string[]
  readonly strict: boolean
  readonly output: Format
}

/** The exit code: 0 where everything was looked at and nothing is open; with `strict`, nothing weak either. Everything else is thrown. */
export function doctor(inputs: readonly string[], { absent, strict, output }: DoctorOptions, out: Terminal): 0 | 1 {
  const objects = readObjects(inputs)
  if (!isRecognised(objects)) {
    throw new Refusal('manifests-unrecognised', 'nothing of Gatekeeper is there', [
      { at: 'the input', message: `${objects.length} objects, and none of Gatekeeper or of Pawl among them` },
    ])
  }
  const parts = new Set(absent.map((kind) => ABSENTABLE.get(kind)).filter((part) => part !== undefined))
  const examination = examine(objects, parts)
  if (output === 'table') renderExamination(examination, out)
  else out.write(structured(output, forPrograms(examination)))
  return isClosed(examination, strict) ? 0 : 1
}

function isClosed({ findings, notSeen }: Examination, strict: boolean): boolean {
  const counts = strict ? ['open', 'weak'] : ['open']
  return notSeen.length === 0 && !findings.some(({ severity }) => counts.includes(severity))
}

function forPrograms({ findings, notSeen }: Examination): unknown {
  const count = (severity: string): number => findings.filter((each) => each.severity === severity).length
  return {
    open: count('open'),
    weak: count('weak'),
    notes: count('note'),
    findings: findings.map(({ object, ...each }) => ({ ...each, object: titleOf(object), place: object.at })),
    notSeen: notSeen.map(({ part, codes }) => ({ code: 'doctor-not-seen', part: PARTS.get(part), rules: codes })),
  }
}

import { IMAGES } from '../../gatekeeper/situations/images.ts'
import { KINDS } from '../../gatekeeper/situations/kinds.ts'
import { OPERATIONS } from '../../gatekeeper/situations/operations.ts'
import type { Situation as GatekeeperSituation, Step } from '../../gatekeeper/situations/situation.ts'
import { UPDATES } from '../../gatekeeper/situations/updates.ts'
import type { Situation, Verdict } from './situation.ts'

type Admission = Extract<Step, { readonly admission: unknown }>

const FILTERED = 'resourceFilters of Kyverno leave every ReplicaSet out; its pods are judged'

/** Kyverno asks about what its policy lists, and an operation that there is not is not there. */
const DIFFERENT = new Set(['an unknown operation brings a bad image'])

/** Kyverno's CEL fails at an old object that is not there, before anything is asked. */
const UNASKED = new Set(['an update with a bad image comes without the old object'])

/** Admissions that every engine is to judge alike: the tables of Gatekeeper, without what is about Gatekeeper. Their verdicts stand there. */
export const SHARED: readonly (readonly [about: string, situations: readonly Situation[]])[] = [
  ['images', IMAGES.flatMap(asHere)],
  ['kinds', KINDS.flatMap(asHere)],
  ['updates', UPDATES.flatMap(asHere)],
  ['operations', OPERATIONS.flatMap(asHere)],
]

function asHere(situation: GatekeeperSituation): readonly Situation[] {
  const { steps, modes, reach, expansion, calls, says, when } = situation
  const [step] = steps
  if (step === undefined || !isAdmission(step) || modes !== undefined || reach !== undefined) return []
  if (expansion !== undefined || DIFFERENT.has(when)) return []
  const isReplicaSet = JSON.stringify(step.admission).includes('"kind":"ReplicaSet"')
  if (isReplicaSet) return [{ when, admission: step.admission, verdict: 'admits', calls: [], because: FILTERED }]
  const asked = calls === undefined || UNASKED.has(when) ? {} : { calls: calls.slice(0, 1) }
  return [
    {
      when,
      admission: step.admission,
      verdict: step.verdict as Verdict,
      ...asked,
      ...(says === undefined ? {} : { says }),
    },
  ]
}

function isAdmission(step: Step): step is Admission {
  return 'admission' in step
}

import { describe, expect, it } from 'vitest'
import { found, SOUND } from './one-fact-away.ts'

/** A template of somebody else beside the sound installation. */
function beside(rego: string): readonly string[] {
  const lines = rego.trim().replace(/^/gm, '        ')
  return found(
    `${SOUND}\n---\napiVersion: templates.gatekeeper.sh/v1\nkind: ConstraintTemplate\nmetadata: { name: other }\nspec:\n  targets:\n    - target: admission.k8s.gatekeeper.sh\n      rego: |\n${lines}\n`,
  )
}
const ASK = 'answer := external_data({"provider": "other", "keys": keys})\n'

/** In the shape of templates that are published: each admits a key that was left out. */
const NAIVE: readonly (readonly [what: string, rego: string])[] = [
  ['counts errors', 'violation[{"msg": "no"}] { count(answer.errors) > 0 }'],
  [
    'looks for a no among answers',
    'violation[{"msg": m}] { a := answer.responses[_]; a[1].isSuccess == false; m := sprintf("%v", [a[0]]) }',
  ],
  [
    'is content with one yes',
    'violation[{"msg": "no"}] { not good }\ngood { answer.responses[_][1].verified == true }',
  ],
  ['speaks of keys in a comment alone', 'violation[{"msg": "no"}] { count(answer.errors) > 0 } # r[0] == key'],
]

/** Each compares the keys that were answered with those that were asked. */
const CAREFUL: readonly (readonly [what: string, rego: string])[] = [
  [
    'finds each key among the answers',
    'violation[{"msg": "no"}] { some k; keys[k]; not ok(k) }\nok(k) { r := answer.responses[_]; r[0] == k; r[1].allowed == true }',
  ],
  [
    'takes answered keys from asked ones',
    'violation[{"msg": "no"}] { count(keys - {r[0] | r := answer.responses[_]}) > 0 }',
  ],
  [
    'makes an object of them',
    'by := {r[0]: r[1] | some r in answer.responses}\nviolation contains {"msg": "no"} if { some k in keys; by[k] != true }',
  ],
  [
    'takes pairs apart',
    'violation contains {"msg": "no"} if { some k in keys; not good[k] }\ngood contains k if { some pair in answer.responses; [k, v] := pair; v == true }',
  ],
  ['asks nobody', 'violation[{"msg": "no"}] { count(input.errors) > 0 }'],
]

describe('of templates of others, doctor', () => {
  it.each(NAIVE)('finds one that %s: doctor-template-naive', (_, rego) => {
    expect(beside(ASK + rego)).toEqual(['weak doctor-template-naive'])
  })

  it.each(CAREFUL)('finds nothing in one that %s', (what, rego) => {
    expect(beside(what === 'asks nobody' ? rego : ASK + rego)).toEqual([])
  })

  it('finds one that denies what is remembered', () => {
    const careful = `${ASK}${CAREFUL[0]?.[1] ?? ''}\n`
    expect(beside(`${careful}fine { answer.status_code == 200 }`)).toEqual(['weak doctor-template-naive'])
    expect(beside(`${careful}fine { answer.status_code == 200 }\nfine { answer.status_code == 0 }`)).toEqual([])
  })
})

import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PerProfile } from '../../../generators/random-case.ts'
import type { KubeObject } from '../../gatekeeper/harness.ts'
import { askKyverno, install, nonceOf } from '../agreement/ask-kyverno.ts'
import { expectedOf, type Said, saidText } from '../agreement/expected.ts'
import { manifestsOf, unmetIn } from '../agreement/manifests.ts'
import { inOneMode, type Posed } from '../agreement/posed.ts'
import { groups } from '../agreement/questions.ts'
import { KYVERNO, KYVERNO_HARNESS, KYVERNO_MISSING } from '../harness.ts'
import { newScene, type Scene } from '../scene.ts'
import { apply, type Run } from './apply.ts'

const LONG = process.env['PAWL_SIZE'] === 'long'
const SEED = Number(process.env['PAWL_SEED'] ?? 1)
const COUNT = LONG ? 5000 : 500
/** A process compiles its policy for every resource again. */
const PER: PerProfile = { documents: 5, questions: 10 }

if (KYVERNO === undefined) console.warn(KYVERNO_MISSING)

describe.skipIf(KYVERNO === undefined)('the real kyverno apply, by our policies', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await newScene(KYVERNO_HARNESS ?? '')
  })
  afterAll(() => scene?.dispose())

  it('says what the evaluator says, and what its own webhook says: law L6', {
    timeout: LONG ? 7_200_000 : 900_000,
  }, async () => {
    let [asked, allowed] = [0, 0]
    for (const group of groups({ seed: SEED + 80, count: COUNT, per: PER, change: inOneMode })) {
      const manifests = manifestsOf(group.profile, 'document', scene.gateway.url)
      await install(scene, manifests, group.questions)
      const webhook = await Promise.all(group.questions.map((each) => askKyverno(scene, each)))
      const { authorityFile, folder } = scene
      const run = await apply(manifests, group.questions.map(podOf), { binary: KYVERNO ?? '', authorityFile, folder })
      // A policy that cannot be read is left out, and the status is 0.
      expect([run.results.length, run.text]).toStrictEqual([group.questions.length * manifests.length, run.text])
      for (const [at, question] of group.questions.entries()) {
        const expected = expectedOf(question)
        const said = saidOf(run, question)
        const where = `seed ${SEED + 80} case ${question.index}`
        expect([where, saidText(said, true)]).toStrictEqual([where, saidText(expected, true)])
        expect([where, JSON.stringify(webhook[at])]).toStrictEqual([where, JSON.stringify(said)])
        allowed += expected.decision.decision === 'allow' ? 1 : 0
      }
      asked += group.questions.length
    }
    console.log(`kyverno apply, seed ${SEED + 80}: ${asked} questions, ${allowed} allowed, 0 disagreements`)
    expect(asked).toBe(COUNT)
    expect(allowed / asked).toBeGreaterThan(0.2)
  })
})

/** On the command line a request has no uid, so the name of the pod is its nonce. */
function podOf(question: Posed): KubeObject {
  const metadata = { name: nonceOf(question), namespace: 'payments' }
  const containers = question.references.map((image, at) => ({ name: `c${at}`, image }))
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } }
}

function saidOf({ results }: Run, question: Posed): Said {
  const own = results.filter(({ resource }) => resource === nonceOf(question))
  expect(own.map(({ result }) => result)).not.toContain('error')
  const unmet = own.filter(({ result }) => result !== 'pass').map(({ message }) => message)
  return { denied: false, warned: unmet.length > 0, unmet: unmetIn(unmet.join('; ')) }
}

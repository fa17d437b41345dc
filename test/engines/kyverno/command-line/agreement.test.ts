import process from 'node:process'
import type { CompiledProfile } from '@pawl/policy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PerProfile, randomCases } from '../../../generators/random-case.ts'
import { askKyverno, install, nonceOf } from '../agreement/ask-kyverno.ts'
import { expectedOf, saidText } from '../agreement/expected.ts'
import { manifestsOf, unmetIn } from '../agreement/manifests.ts'
import { inOneMode, type Posed, posed } from '../agreement/posed.ts'
import { KYVERNO, KYVERNO_HARNESS, KYVERNO_MISSING } from '../harness.ts'
import { newScene, type Scene } from '../scene.ts'
import { apply } from './apply.ts'

const LONG = process.env['PAWL_SIZE'] === 'long'
const SEED = Number(process.env['PAWL_SEED'] ?? 1)
const COUNT = LONG ? 5000 : 500
/** A process compiles its policy for every resource again. */
const PER: PerProfile = { documents: 5, questions: 10 }

function groups(): readonly (readonly Posed[])[] {
  const found = new Map<CompiledProfile, Posed[]>()
  let [index, count] = [0, 0]
  for (const each of randomCases(SEED + 80, PER)) {
    const question = posed(each, index)
    index += 1
    if (question === undefined) continue
    const group = found.get(each.profile) ?? []
    found.set(each.profile, group)
    group.push({ ...question, profile: inOneMode(question.profile) })
    count += 1
    if (count === COUNT) break
  }
  return [...found.values()]
}

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
    for (const group of groups()) {
      const [first] = group
      if (first === undefined) continue
      const manifests = manifestsOf(first.profile, 'document', scene.gateway.url)
      await install(scene, manifests, group)
      const webhook = await Promise.all(group.map((each) => askKyverno(scene, each)))
      // On the command line a request has no uid, so the name of the pod is its nonce.
      const pods = group.map((each) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: nonceOf(each), namespace: 'payments' },
        spec: { containers: each.references.map((image, at) => ({ name: `c${at}`, image })) },
      }))
      const { binary, authorityFile, folder } = {
        binary: KYVERNO ?? '',
        authorityFile: scene.authorityFile,
        folder: scene.folder,
      }
      const run = await apply(manifests, pods, { binary, authorityFile, folder })
      expect([run.results.length, run.text.slice(0, 1500)]).toStrictEqual([
        group.length * manifests.length,
        run.text.slice(0, 1500),
      ])
      for (const [at, question] of group.entries()) {
        const expected = expectedOf(question)
        const own = run.results.filter(({ resource }) => resource === nonceOf(question))
        expect(own.map(({ result }) => result)).not.toContain('error')
        const said = {
          denied: false,
          warned: own.some(({ result }) => result !== 'pass'),
          unmet: unmetIn(
            own
              .filter(({ result }) => result !== 'pass')
              .map(({ message }) => message)
              .join('; '),
          ),
        }
        const where = `seed ${SEED + 80} case ${question.index}`
        expect([where, saidText(said, true)]).toStrictEqual([where, saidText(expected, true)])
        expect([where, JSON.stringify(webhook[at])]).toStrictEqual([where, JSON.stringify(said)])
        asked += 1
        if (expected.decision.decision === 'allow') allowed += 1
      }
    }
    console.log(`kyverno apply, seed ${SEED + 80}: ${asked} questions, ${allowed} allowed, 0 disagreements`)
    expect(asked).toBe(COUNT)
    expect(allowed / asked).toBeGreaterThan(0.2)
  })
})

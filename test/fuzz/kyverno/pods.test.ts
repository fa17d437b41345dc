import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FINE, GOOD } from '../../engines/gatekeeper/cluster/images.ts'
import { type Fault, seeded } from '../../engines/kyverno/agreement/faults.ts'
import { answers, type Body, bodyFor, withStatus } from '../../engines/kyverno/gateway-double/answers.ts'
import type { Asked, Behaviour } from '../../engines/kyverno/gateway-double/gateway-double.ts'
import { KYVERNO_HARNESS, KYVERNO_MISSING } from '../../engines/kyverno/harness.ts'
import { compiled } from '../../engines/kyverno/policies.ts'
import { newScene, type Scene } from '../../engines/kyverno/scene.ts'
import { createRandom, type Random } from '../../generators/prng.ts'
import { SEED, SIZE } from '../fuzz-size.ts'
import { type RandomPod, randomPod } from '../gatekeeper/random-pod.ts'

const CASES = SIZE === 'long' ? 20_000 : 2000
/** In which a seeded fault has to show. */
const POOL = 1500

type Mode = 'decision' | 'document'

/** Faults of what is read of a request; those of what a document means are in test/engines/kyverno/agreement. */
const FAULTS: readonly (Fault & { readonly asks: Mode })[] = [
  {
    what: 'debug containers are not looked at',
    asks: 'decision',
    find: /\("ephemeralContainers" in variables\.spec&&type\(variables\.spec\.ephemeralContainers\)==list\?/g,
    replace: '(false?',
  },
  {
    what: 'what is no list is an empty one',
    asks: 'decision',
    find: /\(!\("\w+" in variables\.spec\)\|\|type\(variables\.spec\.\w+\)==list\)/g,
    replace: 'true',
  },
  {
    what: 'an image where none is known is not looked at',
    asks: 'document',
    find: '(size(variables.unseen)==0||variables.spec==variables.oldSpec)',
    replace: 'true',
  },
  {
    what: 'an image is carried forward by its name',
    asks: 'document',
    find: '!(p in variables.stood)',
    replace: '!variables.stood.exists(s,s[1]==p[1])',
  },
  {
    what: 'an image is carried forward by every operation',
    asks: 'decision',
    find: 'request.operation=="UPDATE"?(',
    replace: 'oldObject!=null?(',
  },
  {
    what: 'the first image alone is asked about',
    asks: 'decision',
    find: 'variables.judged.map(p,p[2]).distinct().sort()',
    replace: 'variables.judged.map(p,p[2]).distinct().sort().slice(0,1)',
  },
]

if (KYVERNO_HARNESS === undefined) console.warn(KYVERNO_MISSING)

describe.skipIf(KYVERNO_HARNESS === undefined)('a policy of Kyverno, asked about whatever', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await newScene(KYVERNO_HARNESS ?? '')
  })
  afterAll(() => scene?.dispose())

  async function install(asks: Mode, fault?: Fault): Promise<void> {
    await scene.harness.open()
    const manifests = compiled(asks, scene.gateway.url, { pins: false })
    const changed = fault === undefined ? manifests : seeded(manifests, fault)
    if (changed === undefined) throw new TypeError(`not there: ${fault?.what}`)
    for (const each of changed) await scene.harness.load(each)
  }

  /** Yes to two images, unless this time the gateway says no, errs, or answers for another. */
  function behave(random: Random): { readonly isHonest: boolean } {
    const isGood = (reference: string): boolean => reference === GOOD || reference === FINE
    const yes = (asked: Asked): Body => bodyFor(asked, () => true)
    const isHonest = random.chance(0.8)
    const lie = random.pick<Behaviour>([
      answers((asked) => bodyFor(asked, () => false)),
      withStatus(503, yes),
      answers((asked) => ({ ...yes(asked), nonce: 'another' })),
      answers((asked) => ({ ...yes(asked), images: [...asked.images, 'more'] })),
      answers((asked) => ({ ...yes(asked), accepted: { enforce: 'true' }, document: null })),
      ({ response }) => void response.destroy(),
    ])
    scene.gateway.behave(isHonest ? answers((asked) => bodyFor(asked, isGood)) : lie)
    return { isHonest }
  }

  /** The gateway is not asked where nothing newly runs, and cannot lie then. */
  const passable = ({ runs }: RandomPod, isHonest: boolean): boolean =>
    runs.length === 0 || (isHonest && runs.every((each) => each === FINE || each === GOOD))

  /** How a case ended, and what is wrong with that. */
  async function one(index: number): Promise<{ readonly end: string; readonly finding?: string }> {
    const random = createRandom(Math.imul(SEED + index, 0x9e37_79b1))
    const pod = randomPod(random)
    const { isHonest } = behave(random)
    const { allowed, message } = await scene.harness.review(pod.request)
    const expected = passable(pod, isHonest)
    const end = `${pod.isUpdate ? 'update' : 'create'} ${allowed ? 'allowed' : 'denied'}`
    // An image where nobody looks is carried forward only with the whole pod: CEL cannot walk it. Gatekeeper's template carries it alone.
    if (allowed === expected || (!allowed && message.includes('image-unseen'))) return { end }
    const name = `case ${index} of seed ${SEED}`
    return {
      end,
      finding: `${name}: ${end}, though ${JSON.stringify(pod.runs)}: ${message} ${JSON.stringify(pod.request)}`,
    }
  }

  it.each<Mode>(['decision', 'document'])(
    'passes what has a yes for every image that newly runs, and nothing else: %s mode',
    { timeout: 3_600_000 },
    async (asks) => {
      await install(asks)
      const ends = new Map<string, number>()
      const findings: string[] = []
      for (let index = 0; index < CASES; index += 1) {
        const { end, finding } = await one(index)
        ends.set(end, (ends.get(end) ?? 0) + 1)
        if (finding !== undefined) findings.push(finding)
      }
      console.log(`kyverno, pods, ${asks}: size ${SIZE}, seed ${SEED}: ${JSON.stringify(Object.fromEntries(ends))}`)
      expect(findings).toEqual([])
      for (const end of ['create allowed', 'create denied', 'update allowed', 'update denied']) {
        expect([end, (ends.get(end) ?? 0) > CASES / 20]).toStrictEqual([end, true])
      }
    },
  )

  it.each(FAULTS)('is caught with a fault: $what', { timeout: 600_000 }, async (fault) => {
    await install(fault.asks, fault)
    for (let index = 0; index < POOL; index += 1) {
      if ((await one(index)).finding?.includes('allowed, though') === true) return
    }
    expect.fail('none of the cases showed it')
  })
})

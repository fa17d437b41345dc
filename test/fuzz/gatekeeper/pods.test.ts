import type { Asks } from '@pawl/gatekeeper'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../../engines/gatekeeper/agreement/faults.ts'
import { FINE, GOOD } from '../../engines/gatekeeper/cluster/images.ts'
import { GATEKEEPER, GATEKEEPER_MISSING } from '../../engines/gatekeeper/harness.ts'
import { answers, type Item } from '../../engines/gatekeeper/provider/behaviours.ts'
import { newScene, type Scene } from '../../engines/gatekeeper/scene.ts'
import { compiledTemplate } from '../../engines/gatekeeper/situations/compiled-template.ts'
import { createRandom, type Random } from '../../generators/prng.ts'
import { SEED, SIZE } from '../fuzz-size.ts'
import { type RandomPod, randomPod } from './random-pod.ts'

const CASES = SIZE === 'long' ? 20_000 : 600
/** In which a seeded fault has to show. */
const POOL = 600

if (GATEKEEPER === undefined) console.warn(GATEKEEPER_MISSING)

interface PodFault {
  readonly what: string
  readonly asks: Asks
  readonly find: string
  readonly replace: string
}

const FAULTS: readonly PodFault[] = [
  {
    what: 'debug containers are not looked at',
    asks: 'decision',
    find: 'lists := ["containers", "initContainers", "ephemeralContainers"]',
    replace: 'lists := ["containers", "initContainers"]',
  },
  {
    what: 'what is no list is an empty one',
    asks: 'decision',
    find: 'list_or_none(value) if is_array(value)',
    replace: 'list_or_none(_) := true',
  },
  {
    what: 'an image where none is known is not looked at',
    asks: 'document',
    find: '\tcount(unseen) == 0\n}',
    replace: '}',
  },
  {
    what: 'an image is carried forward by its name',
    asks: 'document',
    find: 'place in places_of(spec_of(input.review.oldObject))',
    replace: 'place.name in {old.name | some old in places_of(spec_of(input.review.oldObject))}',
  },
  {
    what: 'an image is carried forward by every operation',
    asks: 'decision',
    find: 'carried(place) if {\n\tinput.review.operation == "UPDATE"\n',
    replace: 'carried(place) if {\n',
  },
  {
    what: 'some image is accepted',
    asks: 'decision',
    find: 'every place in request.judged { accepts(place.reference) }',
    replace: 'some place in request.judged\n\taccepts(place.reference)',
  },
]

describe.skipIf(GATEKEEPER === undefined)('a template, asked about whatever', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await newScene(GATEKEEPER ?? '')
  })
  afterAll(() => scene?.dispose())

  async function install(asks: Asks, fault?: PodFault): Promise<void> {
    const { manifests } = compiledTemplate(asks)
    const { provider, template, constraints } = manifests({
      provider: scene.provider,
      modes: ['enforce'],
      profiles: new Map(),
      strictest: 'strictest',
    })
    await scene.restart('0s')
    await scene.harness.store('provider', provider)
    await scene.harness.store('template', fault === undefined ? template : { ...seeded(template as never, fault) })
    for (const constraint of constraints) await scene.harness.store('constraint', constraint)
  }

  /** Yes to two images, unless this time the provider leaves one out, says no, errs, or answers for another. */
  function behave(asks: Asks, random: Random): { readonly isHonest: boolean } {
    const { yes, no } = compiledTemplate(asks)
    const now = Math.floor(Date.now() / 1000)
    const times = { now, validUntil: now + 300 }
    const isHonest = random.chance(0.8)
    const lie = random.pick<(key: string) => readonly Item[]>([
      () => [],
      (key) => [{ key, value: no(key, times) }],
      (key) => [{ key, error: 'image-unavailable' }],
      (key) => [{ key, value: yes(key, { now: now - 300, validUntil: now }) }],
      (key) => [{ key, value: { ...yes(key, times), key: 'other' } }],
      (key) => [
        { key, value: yes(key, times) },
        { key, value: yes(key, times) },
      ],
      (key) => [{ key: `${key} `, value: yes(key, times) }],
    ])
    const item = (key: string): readonly Item[] => {
      const reference: unknown = JSON.parse(key)[3]
      if (reference !== GOOD && reference !== FINE) return [{ key, value: no(key, times) }]
      return isHonest || reference === FINE ? [{ key, value: yes(key, times) }] : lie(key)
    }
    scene.provider.behave(answers((keys) => keys.flatMap(item)))
    return { isHonest }
  }

  const passable = ({ runs }: RandomPod, isHonest: boolean): boolean =>
    runs.every((each) => each === FINE || (isHonest && each === GOOD))

  /** How a case ended, and what is wrong with that. */
  async function one(asks: Asks, index: number): Promise<{ readonly end: string; readonly finding?: string }> {
    const random = createRandom(Math.imul(SEED + index, 0x9e37_79b1))
    const pod = randomPod(random)
    const { isHonest } = behave(asks, random)
    const { allowed, code, message } = await scene.harness.review({ request: pod.request })
    const expected = passable(pod, isHonest)
    const name = `case ${index} of seed ${SEED}`
    const end = `${pod.isUpdate ? 'update' : 'create'} ${allowed ? 'allowed' : 'denied'}`
    // Whatever it is, it is an answer: an error is the webhook's failurePolicy to decide.
    if (code !== (allowed ? 200 : 403)) return { end, finding: `${name}: ${code} ${message}` }
    if (allowed === expected) return { end }
    return {
      end,
      finding: `${name}: ${end}, though ${JSON.stringify(pod.runs)}: ${message} ${JSON.stringify(pod.request)}`,
    }
  }

  it.each<Asks>(['decision', 'document'])(
    'passes what has a yes for every image that newly runs, and nothing else: %s mode',
    { timeout: 3_600_000 },
    async (asks) => {
      await install(asks)
      const ends = new Map<string, number>()
      const findings: string[] = []
      for (let index = 0; index < CASES; index += 1) {
        const { end, finding } = await one(asks, index)
        ends.set(end, (ends.get(end) ?? 0) + 1)
        if (finding !== undefined) findings.push(finding)
      }
      console.log(`gatekeeper, pods, ${asks}: size ${SIZE}, seed ${SEED}: ${JSON.stringify(Object.fromEntries(ends))}`)
      expect(findings).toEqual([])
      for (const end of ['create allowed', 'create denied', 'update allowed', 'update denied']) {
        expect([end, (ends.get(end) ?? 0) > CASES / 20]).toStrictEqual([end, true])
      }
    },
  )

  it.each(FAULTS)('is caught with a fault: $what', { timeout: 600_000 }, async (fault) => {
    await install(fault.asks, fault)
    for (let index = 0; index < POOL; index += 1) {
      if ((await one(fault.asks, index)).finding?.includes('allowed, though') === true) return
    }
    expect.fail('none of the cases showed it')
  })
})

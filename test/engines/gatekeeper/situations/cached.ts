import { EVIL, FINE, GOOD } from '../cluster/images.ts'
import { pod } from '../cluster/workloads.ts'
import { answers, bodyWith, inTurn, says, withStatus } from '../provider/behaviours.ts'
import { again, type Situation, type Step, type World } from './situation.ts'
import { create, honest, one, yesToAll } from './steps.ts'

const LONG_ENOUGH: Step = { milliseconds: 2600 }
const twoSeconds = (world: World): ReturnType<typeof answers> =>
  answers((keys) => keys.map((key) => world.yesFor(key, 2)))
const failing = answers((keys) => keys.map((key) => ({ key, error: 'registry timeout' })))
const good = (verdict: 'admits' | 'denies'): Step => create({ containers: [GOOD] }, verdict)
const evil = (verdict: 'admits' | 'denies'): Step => create({ containers: [EVIL] }, verdict)

/** With Gatekeeper's cache at its default. */
const CACHED: readonly Omit<Situation, 'cacheTTL'>[] = [
  {
    when: 'a yes is asked for again: the second status is 0',
    steps: [one('admits'), one('admits')],
    calls: [1],
  },
  {
    when: 'a cached yes has ended',
    steps: [good('admits'), LONG_ENOUGH, good('denies')],
    provider: twoSeconds,
    calls: [1],
    because:
      'Gatekeeper does not ask again while its cache lives: an item has to live longer than that, or the cache be short',
  },
  {
    when: 'a cached yes has not ended',
    steps: [good('admits'), LONG_ENOUGH, good('admits')],
    calls: [1],
  },
  {
    when: 'a no is followed by a yes',
    steps: [one('denies'), one('denies')],
    provider: (world) =>
      inTurn(
        answers((keys) => keys.map(world.no)),
        answers(yesToAll(world)),
      ),
    calls: [1],
    because: 'a no is cached as a yes is',
  },
  {
    when: 'an error of an item is followed by a yes',
    steps: [one('denies'), one('denies')],
    provider: (world) => inTurn(failing, answers(yesToAll(world))),
    calls: [1],
    because: 'Gatekeeper caches errors of items: the gateway has none for what may pass',
  },
  {
    when: 'a systemError is followed by a yes',
    steps: [one('denies'), one('admits')],
    provider: (world) => inTurn(says(200, bodyWith([], { systemError: 'registry down' })), answers(yesToAll(world))),
    calls: [1, 1],
  },
  {
    when: 'a page with status 503 is followed by a yes',
    steps: [one('denies'), one('admits')],
    provider: (world) => inTurn(says(503, '<html>', 'text/html'), answers(yesToAll(world))),
    calls: [1, 1],
  },
  {
    when: 'a yes is taken back while it is cached',
    steps: [one('admits'), one('admits')],
    provider: (world) =>
      inTurn(
        answers(yesToAll(world)),
        answers((keys) => keys.map(world.no)),
      ),
    calls: [1],
    because: 'until it ends, and that is why an item lives for minutes',
  },
  {
    when: 'an answer with status 503 has items that say yes',
    steps: [one('denies'), one('admits')],
    provider: (world) => inTurn(withStatus(503, yesToAll(world)), says(503, '{}')),
    calls: [1],
    because:
      'a hole that no template can close: the items are cached and the status is not; the gateway never puts items into such an answer',
  },
  {
    when: 'a yes came that nobody had asked for',
    steps: [good('admits'), evil('admits')],
    provider: (world) => answers((keys) => keys.flatMap((key) => [world.yes(key), world.yes(key.replace(GOOD, EVIL))])),
    calls: [1],
    because: 'a hole that no template can close: Gatekeeper caches unasked keys; the gateway answers none',
  },
  {
    when: 'one of two images is cached',
    steps: [good('admits'), create({ containers: [GOOD, FINE] }, 'admits')],
    calls: [1, 1],
  },
  {
    when: 'one of two images is cached, and the provider says no to the other',
    steps: [good('admits'), create({ containers: [GOOD, EVIL] }, 'denies')],
    provider: (world) => answers(honest(world)),
    calls: [1, 1],
  },
  {
    when: 'one of two images is cached, and a proxy answers for the other',
    steps: [good('admits'), create({ containers: [GOOD, FINE] }, 'denies'), good('admits')],
    provider: (world) => inTurn(answers(yesToAll(world)), says(503, '{}')),
    calls: [1, 1],
  },
  {
    when: 'the same image is asked for in another namespace',
    steps: [good('admits'), create({ containers: [GOOD] }, 'denies', { namespace: 'sandbox' })],
    provider: (world) =>
      answers((keys) => keys.map((key) => (key.includes('"payments"') ? world.yes(key) : world.no(key)))),
    calls: [1, 1],
  },
  {
    when: 'a pod that was admitted is audited',
    steps: [good('admits'), { audit: pod({ containers: [GOOD] }), verdict: 'admits' }],
    calls: [1],
  },
]

/** Without it, every request is asked about. */
const UNCACHED: readonly Situation[] = [
  {
    when: 'a short yes is renewed, and nothing is cached',
    steps: [good('admits'), LONG_ENOUGH, good('admits')],
    provider: (world) => inTurn(twoSeconds(world), answers(yesToAll(world))),
    calls: [1, 1],
  },
  {
    when: 'an error of an item is followed by a yes, and nothing is cached',
    steps: [one('denies'), again(one('denies'), 'admits')],
    provider: (world) => inTurn(failing, answers(yesToAll(world))),
    calls: [1, 1],
  },
  {
    when: 'a yes is taken back, and nothing is cached',
    steps: [one('admits'), one('denies')],
    provider: (world) =>
      inTurn(
        answers(yesToAll(world)),
        answers((keys) => keys.map(world.no)),
      ),
    calls: [1, 1],
  },
  {
    when: 'an answer with status 503 has items that say yes, twice, and nothing is cached',
    steps: [one('denies'), one('denies')],
    provider: (world) => withStatus(503, yesToAll(world)),
    calls: [1, 1],
  },
]

export const CACHE: readonly Situation[] = [
  ...CACHED.map((each): Situation => ({ ...each, cacheTTL: '3m' })),
  ...UNCACHED,
]

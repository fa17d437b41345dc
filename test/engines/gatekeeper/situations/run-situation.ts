import type { Reviewed, Violation } from '../answers.ts'
import type { ProviderPlace } from '../cluster/resources.ts'
import { answers, type Item } from '../provider/behaviours.ts'
import { providerDouble } from '../provider/provider-double.ts'
import { newScene, type Scene } from '../scene.ts'
import { providerCredentials } from '../tls.ts'
import type { Reach, Situation, Step, Verdict, World } from './situation.ts'
import { yesToAll } from './steps.ts'
import type { Installation, TemplateUnderTest } from './template-under-test.ts'

/** What came of a situation. */
export interface Outcome {
  readonly verdicts: readonly Verdict[]
  /** How many keys each call had. */
  readonly calls: readonly number[]
  readonly messages: readonly string[]
}

/** Gatekeeper, a provider, and the places where there is none that may be asked. */
export interface Stage {
  readonly scene: Scene
  readonly places: ReadonlyMap<Reach, ProviderPlace>
  readonly dispose: () => Promise<void>
}

export async function newStage(binary: string): Promise<Stage> {
  const scene = await newScene(binary)
  const credentials = providerCredentials()
  const plain = await providerDouble({ transport: 'plain', credentials })
  const old = await providerDouble({ transport: 'tls 1.2', credentials })
  const gone = await providerDouble({ transport: 'tls', credentials })
  await gone.close()
  return {
    scene,
    places: new Map<Reach, ProviderPlace>([
      ['provider', scene.provider],
      ['unknown provider', scene.provider],
      ['other authority', { url: scene.provider.url, authority: credentials.authority }],
      ['plain http', plain],
      ['tls 1.2', old],
      ['nobody', gone],
    ]),
    dispose: async () => {
      await Promise.all([scene.dispose(), plain.close(), old.close()])
    },
  }
}

const PROFILES: ReadonlyMap<string, string> = new Map([
  ['payments', 'payments'],
  ['sandbox', 'sandbox'],
])

export async function runSituation(stage: Stage, tested: TemplateUnderTest, situation: Situation): Promise<Outcome> {
  const { provider } = stage.scene
  await install(stage, tested, situation)
  const world = worldOf(tested)
  const behaviour = situation.provider ?? ((each: World) => answers(yesToAll(each)))
  provider.behave(behaviour(world))
  const verdicts: Verdict[] = []
  const messages: string[] = []
  for (const step of situation.steps) {
    const came = await take(stage.scene, step)
    if (came === undefined) continue
    verdicts.push(came.verdict)
    messages.push(...came.results.map(({ message }) => message))
  }
  return { verdicts, messages, calls: provider.calls.map((keys) => keys.length) }
}

async function install({ scene, places }: Stage, tested: TemplateUnderTest, situation: Situation): Promise<void> {
  const { reach = 'provider', modes = ['enforce'], cacheTTL = '0s', expansion } = situation
  const place = places.get(reach)
  if (place === undefined) throw new TypeError(`there is no place for ${reach}`)
  const installation: Installation = { provider: place, modes, profiles: PROFILES, strictest: 'strictest' }
  const { provider, template, constraints } = tested.manifests(installation)
  await scene.restart(cacheTTL)
  if (reach !== 'unknown provider') await scene.harness.store('provider', provider)
  await scene.harness.store('template', template)
  for (const constraint of constraints) await scene.harness.store('constraint', constraint)
  if (expansion !== undefined) await scene.harness.store('expansionTemplate', expansion)
}

const FIVE_MINUTES = 300

function worldOf(tested: TemplateUnderTest): World {
  const now = Math.floor(Date.now() / 1000)
  const times = { now, validUntil: now + FIVE_MINUTES }
  const yesFor = (key: string, seconds: number): Item => ({
    key,
    value: tested.yes(key, { now, validUntil: now + seconds }),
  })
  return {
    now,
    value: (key) => tested.yes(key, times),
    yes: (key) => yesFor(key, FIVE_MINUTES),
    no: (key) => ({ key, value: tested.no(key, times) }),
    yesFor,
  }
}

interface Came {
  readonly verdict: Verdict
  readonly results: readonly Violation[]
}

async function take({ harness }: Scene, step: Step): Promise<Came | undefined> {
  if ('milliseconds' in step) {
    await new Promise((wait) => setTimeout(wait, step.milliseconds))
    return undefined
  }
  if ('audit' in step) {
    const { results } = await harness.audit(step.audit)
    return { verdict: results.length === 0 ? 'admits' : 'denies', results }
  }
  const { admission, namespace } = step
  const reviewed = await harness.review({ request: admission, ...(namespace !== undefined && { namespace }) })
  return { verdict: verdictOf(reviewed), results: reviewed.results }
}

/** An answer that is none of the four is an error of Gatekeeper, which its failurePolicy may turn into anything. */
function verdictOf({ allowed, code, message, warnings, results }: Reviewed): Verdict {
  const actions = new Set(results.map(({ enforcementAction }) => enforcementAction))
  if (!allowed && code === 403 && actions.has('deny')) return 'denies'
  if (allowed && code === 299 && warnings.length > 0 && actions.has('warn')) return 'warns'
  if (allowed && code === 200 && results.length > 0) return 'notes'
  if (allowed && code === 200) return 'admits'
  throw new Error(`Gatekeeper answered ${code}: ${message}`)
}

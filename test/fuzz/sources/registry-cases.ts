import type { Random } from '../../generators/prng.ts'
import type { RegistryUnderTest } from '../../hostile-registry/ask.ts'
import { type Internet, makeInternet, tells } from '../../hostile-registry/internet.ts'
import { makeStage } from '../../hostile-registry/stage.ts'
import type { Answer } from '../../hostile-registry/task.ts'
import type { CaseEnd } from './case-end.ts'
import { digestOf, REGISTRY_WORLDS, SECRET, type World } from './registry-worlds.ts'

const TIMEOUT = 1200
/** What a busy machine may take beside. */
const SLACK = 4000
/** Requests for one image: the pages, what they list, and asking again. */
const MOST_REQUESTS = 1500
const MOST_PIECES = 256

export interface RegistryCampaign {
  readonly run: (random: Random, kind: string) => Promise<CaseEnd>
  readonly close: () => Promise<void>
}

/** An honest registry first, whose claims are all that there may ever be; then the same with one lie a case. */
export async function registryCampaign(sources: RegistryUnderTest): Promise<RegistryCampaign> {
  const net = await makeInternet(makeStage({ referrersTag: true }))
  const honest = await askIn(
    net,
    { mutations: [], behaviour: ({ honest }) => honest(), task: {}, mayLead: false },
    sources,
  )
  if (honest.claims.length !== 3) throw new TypeError(`an honest registry gives ${honest.claims.length} claims`)
  return {
    close: () => net.close(),
    run: async (random, kind) => {
      const world = REGISTRY_WORLDS[kind]?.(random, net.stage)
      if (world === undefined) throw new TypeError(`no kind of lie is ${kind}`)
      const before = { requests: net.server.requests.length, tunnels: net.proxy.asked.length }
      const begin = performance.now()
      const answer = await askIn(net, world, sources)
      const milliseconds = performance.now() - begin
      const requests = net.server.requests.slice(before.requests)
      const told = requests.filter((each) => tells(each, SECRET) && each.host !== 'ghcr.io').map(({ host }) => host)
      const findings = [
        ...answer.claims.filter((each) => !honest.claims.includes(each)).map((each) => `a claim more: ${each}`),
        ...told.map((host) => `the secret was told to ${host}`),
        ...net.proxy.asked
          .slice(before.tunnels)
          .filter(isForbidden(world.mayLead))
          .map((each) => `${each} was asked`),
        ...(milliseconds > TIMEOUT + SLACK ? [`it took ${Math.round(milliseconds)} ms`] : []),
        ...(requests.length > MOST_REQUESTS ? [`${requests.length} requests`] : []),
        ...(answer.found > MOST_PIECES ? [`${answer.found} pieces`] : []),
        ...(isJudged(answer, world, net) ? [] : ['the digest is not that of the bytes that came']),
      ]
      return {
        kind,
        mutations: world.mutations,
        findings,
        claims: answer.claims.length,
        codes: answer.fault === null ? answer.codes : [answer.fault.replace(/ .*: /, ' ').replace(/ ghcr.*/, '')],
      }
    },
  }
}

function askIn(net: Internet, { behaviour, task }: World, sources: RegistryUnderTest): Promise<Answer> {
  // Every name leads to the same server: who was asked is seen from what it records.
  net.server.behave(behaviour)
  const common = { reference: 'ghcr.io/acme/app:1.4', registries: ['ghcr.io'], timeout: TIMEOUT }
  return net.ask(common.reference, { ...common, ...task }, sources)
}

const isForbidden =
  (mayLead: boolean) =>
  (target: string): boolean => {
    if (target === 'ghcr.io:443') return false
    const host = target.replace(/:\d+$/, '')
    return !mayLead || /^(?:0|10|127)\.|^169\.254\.|^\[|(?:^|\.)localhost\.?$/.test(host)
  }

/** Whatever headers say: what is judged is what came. */
function isJudged({ digest }: Answer, { tagged }: World, { stage }: Internet): boolean {
  return digest === undefined || digest === (tagged === undefined ? stage.image : digestOf(tagged))
}

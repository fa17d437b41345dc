import type { Random } from '../../generators/prng.ts'

/** What keys may be about. */
export interface Pool {
  readonly references: readonly string[]
  readonly profiles: readonly string[]
}

const SCHEMA = 'pawl.dev/gatekeeper/v1'
const ODD: readonly unknown[] = [null, true, 0, 1.5, '', 'x', [], {}, [[]], 'pawl', '\u0000', '"', '\\', 'é']

/** The bytes of a request as Gatekeeper writes it, broken in none to three places. */
export function randomBody(random: Random, pool: Pool): string {
  const keys = Array.from({ length: 1 + random.int(4) }, () => randomKey(random, pool))
  const request = { apiVersion: 'externaldata.gatekeeper.sh/v1beta1', kind: 'ProviderRequest', request: { keys } }
  let text = JSON.stringify(random.chance(0.15) ? withOddMember(random, request) : request)
  for (let fault = random.pick([0, 0, 0, 1, 2]); fault > 0; fault -= 1) text = broken(random, text)
  return text.toWellFormed()
}

function randomKey(random: Random, { references, profiles }: Pool): unknown {
  const parts: unknown[] = [
    random.chance(0.95) ? SCHEMA : random.pick(ODD),
    random.pick(['decision', 'decision', 'document']),
    random.pick(profiles),
    random.pick(references),
  ]
  if (random.chance(0.08)) parts[random.int(4)] = random.pick(ODD)
  if (random.chance(0.03)) parts.push(random.pick(ODD))
  return random.chance(0.97) ? JSON.stringify(parts) : random.pick(ODD)
}

function withOddMember(random: Random, request: object): unknown {
  const member = random.pick(['apiVersion', 'kind', 'request', 'keys'])
  return member === 'keys'
    ? { ...request, request: { keys: random.pick(ODD) } }
    : { ...request, [member]: random.pick(ODD) }
}

function broken(random: Random, text: string): string {
  const at = random.int(text.length + 1)
  const to = Math.min(at + 1 + random.int(12), text.length)
  return random.pick([
    text.slice(0, at) + text.slice(to),
    text.slice(0, at) +
      random.pick(['"', '{', '}', '[', ']', ',', ':', '\\', '0', ' ', '"request":{"keys":["x"]},']) +
      text.slice(at),
    text.slice(0, to) + text.slice(at),
    text.slice(0, at),
  ])
}

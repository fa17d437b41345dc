import { breakClaims } from './break-claims.ts'
import type { Json, JsonObject } from './json-tree.ts'
import { isObject, oddity, setMember } from './json-tree.ts'
import type { Random } from './prng.ts'
import { NOW } from './vocabulary.ts'

/** Changes a document in one place, or one kind of place. Many changes deny, some by a hair do not. */
export function breakDocument(random: Random, document: JsonObject): void {
  const entries = Array.isArray(document['images']) ? document['images'].filter(isObject) : []
  const where = random.int(100)
  if (where < 4 || entries.length === 0) breakTop(random, document)
  else if (where < 24) breakEntry(random, random.pick(entries))
  else if (where < 30) breakAnywhere(random, document)
  else breakClaims(random, random.pick(entries))
}

function breakTop(random: Random, document: JsonObject): void {
  const member = random.pick(['apiVersion', 'kind', 'now', 'images'])
  const images = document['images']
  const change = random.int(7)
  if (change === 0) delete document[member]
  else if (change === 1) setMember(document, member, oddity(random))
  else if (change === 2) document['now'] = NOW + random.pick([-301, -300, -1, 1, 300, 301, 1e6])
  else if (change === 3) document['images'] = []
  else if (change === 4 && Array.isArray(images)) {
    document['images'] = Array.from({ length: random.pick([64, 65]) }, () => ({
      ...(images[0] as JsonObject),
      claims: [],
    }))
  } else if (change === 5 && Array.isArray(images)) images.push(oddity(random))
  else setMember(document, random.pick(['__proto__', 'constructor', 'policy', 'extra']), oddity(random))
}

function breakEntry(random: Random, entry: JsonObject): void {
  const text = (member: string): string => String(entry[member])
  const changes: readonly (() => void)[] = [
    () =>
      delete entry[
        random.pick(['reference', 'repository', 'name', 'digest', 'verifiedAt', 'validUntil', 'claims', 'trust'])
      ],
    () =>
      setMember(
        entry,
        random.pick(['reference', 'repository', 'name', 'digest', 'verifiedAt', 'validUntil', 'claims']),
        oddity(random),
      ),
    () =>
      setMember(
        entry,
        'repository',
        random.pick([`${text('repository')}/x`, `x${text('repository')}`, text('repository').toUpperCase()]),
      ),
    () =>
      setMember(
        entry,
        'repository',
        random.pick([`${text('repository')}\n`, 'docker.io/evil/app', 'ghcr.io/acme', 'GHCR.io/acme/app']),
      ),
    () =>
      setMember(
        entry,
        'digest',
        random.pick([
          text('digest').toUpperCase(),
          `${text('digest')}\n`,
          text('digest').slice(0, -1),
          ` ${text('digest')}`,
        ]),
      ),
    () => delete entry['digest'],
    () => setMember(entry, 'verifiedAt', NOW + random.pick([300, 301, 301, 302, -301, 1e6])),
    () => setMember(entry, 'verifiedAt', NOW + random.pick([301, 302])),
    () => setMember(entry, 'validUntil', NOW + random.pick([-1, 0, 0, 1])),
    () => setMember(entry, 'validUntil', NOW + random.pick([-1, 0])),
    () => setMember(entry, 'claims', padded(entry['claims'], random.pick([64, 65]))),
    () => setMember(entry, 'name', random.pick(['other', `${text('name')}\n`, '', text('name').toUpperCase()])),
  ]
  random.pick(changes)()
}

function padded(claims: Json | undefined, length: number): Json {
  const list = Array.isArray(claims) ? claims : []
  return [...list, ...Array.from({ length: Math.max(0, length - list.length) }, () => ({}))]
}

/** Any member or element at any depth: dropped, doubled, or something else. */
function breakAnywhere(random: Random, document: JsonObject): void {
  let at: JsonObject | Json[] = document
  for (;;) {
    const key: string = random.pick(Object.keys(at))
    const inner: Json | undefined = (at as JsonObject)[key]
    const stop = typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0 || random.chance(0.25)
    if (!stop) {
      at = inner
      continue
    }
    if (Array.isArray(at)) at.splice(Number(key), random.int(2), ...(random.chance(0.5) ? [oddity(random)] : []))
    else if (random.chance(0.3)) delete (at as JsonObject)[key]
    else setMember(at as JsonObject, key, oddity(random))
    return
  }
}

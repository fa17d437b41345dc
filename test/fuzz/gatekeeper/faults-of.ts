import type { Reply } from '../../gateway/scene.ts'

/** What may be accepted: the one image with its review, by any profile, and any image by a profile that does not enforce. */
export interface Truth {
  readonly accepted: (profile: string, reference: string) => boolean
}

interface Item {
  readonly key?: unknown
  readonly error?: unknown
  readonly value?: { readonly key?: unknown; readonly accepted?: { readonly enforce?: unknown } }
}

/** What is wrong with the answer to a body, by what must hold of every answer; none is right. */
export function faultsOf(body: string, { status, body: answer }: Reply, truth: Truth): readonly string[] {
  const response = isObject(answer) && answer['kind'] === 'ProviderResponse' ? answer['response'] : undefined
  if (!isObject(response) || !Array.isArray(response['items'])) return ['is no ProviderResponse']
  const items: readonly Item[] = response['items']
  if (status !== 200) return items.length === 0 && response['systemError'] !== '' ? [] : ['holds items beside an error']
  if (response['systemError'] !== '') return ['is 200 and an error']
  const asked = askedIn(body)
  const keys = items.map(({ key }) => key)
  return [
    ...(keys.length === new Set(keys).size ? [] : ['answers a key twice']),
    ...(keys.every((key) => asked.has(key)) ? [] : ['answers a key that was not asked']),
    ...(keys.length === asked.size ? [] : ['leaves out a key']),
    ...items.filter(({ key }) => asked.has(key)).flatMap((item) => itemFaults(item, truth)),
  ]
}

function itemFaults({ key, value }: Item, { accepted }: Truth): readonly string[] {
  if (value === undefined || value.key !== key) return ['holds a value of another key']
  const [, , profile = '', reference = ''] = JSON.parse(String(key)) as readonly string[]
  return value.accepted?.enforce === true && !accepted(profile, reference) ? ['accepts what has no claim'] : []
}

/** The keys that a strict reader finds in a body; none where it is no request. */
function askedIn(body: string): ReadonlySet<unknown> {
  try {
    return new Set((JSON.parse(body) as { readonly request: { readonly keys: readonly unknown[] } }).request.keys)
  } catch {
    return new Set()
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

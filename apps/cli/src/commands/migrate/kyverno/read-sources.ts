import { LIMITS } from '@pawl/document'
import { parseYamlDocuments, Refusal, readText } from '@pawl/setup'
import { listOf, member, textOf } from '../../../members.ts'
import { type Note, type Place, placeIn } from './place.ts'

export type SourceKind = 'verify-images' | 'image-validating'

/** One policy of Kyverno. */
export interface Source {
  readonly kind: SourceKind
  /** As Kyverno calls the kind. */
  readonly title: string
  readonly name: string
  readonly value: unknown
  readonly place: Place
}

const MAX_BYTES = 1_048_576
const MAX_POLICIES = 256

const KINDS: ReadonlyMap<string, { readonly group: RegExp; readonly kind: SourceKind }> = new Map([
  ['ClusterPolicy', { group: /^kyverno\.io\/(v1|v2beta1)$/, kind: 'verify-images' }],
  ['Policy', { group: /^kyverno\.io\/(v1|v2beta1)$/, kind: 'verify-images' }],
  ['ImageValidatingPolicy', { group: /^policies\.kyverno\.io\/(v1|v1beta1|v1alpha1)$/, kind: 'image-validating' }],
  [
    'NamespacedImageValidatingPolicy',
    { group: /^policies\.kyverno\.io\/(v1|v1beta1|v1alpha1)$/, kind: 'image-validating' },
  ],
])

/** The policies of files, of lists in them too. Throws a Refusal where there is something else, so that nothing is passed over in silence. */
export function readSources(paths: readonly string[], sink: (note: Note) => void): readonly Source[] {
  const sources = paths.flatMap((path) => {
    const text = readText(path, path)
    if (text.length > MAX_BYTES) throw tooMuch(path, `more than ${MAX_BYTES} characters`)
    return parseYamlDocuments(text, path).flatMap(({ at, value }) =>
      itemsOf(value, at).map((each) => sourceOf(each.value, each.at, sink)),
    )
  })
  if (sources.length > MAX_POLICIES) throw tooMuch('the input', `more than ${MAX_POLICIES} policies`)
  return sources
}

/** `kubectl get -o yaml` prints a list. */
function itemsOf(value: unknown, at: string): readonly { readonly value: unknown; readonly at: string }[] {
  if (textOf(value, 'kind') !== 'List') return [{ value, at }]
  return listOf(value, 'items').map((each, index) => ({ value: each, at: `${at} items[${index}]` }))
}

function sourceOf(value: unknown, at: string, sink: (note: Note) => void): Source {
  const title = textOf(value, 'kind') ?? ''
  const known = KINDS.get(title)
  if (known === undefined || !known.group.test(textOf(value, 'apiVersion') ?? '')) {
    throw new Refusal('configuration-invalid', 'this is not a policy that can be migrated', [
      {
        at,
        message:
          'give ClusterPolicy or Policy of kyverno.io v1 or v2beta1, ImageValidatingPolicy or NamespacedImageValidatingPolicy of policies.kyverno.io v1, v1beta1 or v1alpha1',
      },
    ])
  }
  const name = textOf(value, 'metadata', 'name') ?? ''
  if (member(value, 'spec') === undefined || name === '' || name.length > LIMITS.text) {
    throw new Refusal('configuration-invalid', 'the policy is not whole', [
      { at, message: 'it needs metadata.name and spec' },
    ])
  }
  return { kind: known.kind, title, name, value, place: placeIn(at, '', sink) }
}

function tooMuch(at: string, message: string): Refusal {
  return new Refusal('limit-exceeded', 'this is more than is read at once', [{ at, message }])
}

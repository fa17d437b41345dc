import { isRecord } from '@pawl/document'
import { parseYamlDocuments, Refusal, readText } from '@pawl/setup'
import { type CelToken, celTokens } from './cel-tokens.ts'
import { askedText, httpCalls } from './http-calls.ts'

/** A ValidatingPolicy that can be asked. */
export interface ReadPolicy {
  readonly name: string
  /** As it stands in the file. */
  readonly object: object
  /** Of everything in its spec that is CEL. */
  readonly expressions: readonly (readonly CelToken[])[]
  /** Where it gets its document: at least one. */
  readonly urls: readonly string[]
  /** The profile that it asks for; empty where it names none. */
  readonly profile: string
  /** Whether `pawl kyverno compile` wrote it. */
  readonly isOurs: boolean
}

export interface PolicyFiles {
  readonly policies: readonly ReadPolicy[]
  /** Objects of other kinds, which are not asked. */
  readonly others: number
}

/** Every ValidatingPolicy of the files, at least one. Throws Refusal `kyverno-policy-unusable` for one that cannot be asked without calling anybody. */
export function readValidatingPolicies(paths: readonly string[]): PolicyFiles {
  const objects = paths.flatMap((path) => parseYamlDocuments(readText(path, path), path))
  const policies = objects.flatMap(({ at, value }) => (isValidatingPolicy(value) ? [readPolicy(value, at)] : []))
  if (policies.length === 0) {
    throw unusable(
      paths.join(', '),
      'it holds no ValidatingPolicy of policies.kyverno.io: give an AttestationPolicy to --policy',
    )
  }
  const repeated = policies.find(({ name }, at) => policies.findIndex((each) => each.name === name) !== at)
  if (repeated !== undefined) throw unusable(repeated.name, 'two policies have this name: give each once')
  return { policies, others: objects.length - policies.length }
}

function isValidatingPolicy(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value) || value['kind'] !== 'ValidatingPolicy') return false
  return typeof value['apiVersion'] === 'string' && value['apiVersion'].startsWith('policies.kyverno.io/')
}

function readPolicy(object: Readonly<Record<string, unknown>>, at: string): ReadPolicy {
  const metadata = isRecord(object['metadata']) ? object['metadata'] : {}
  const { name, labels } = metadata
  if (typeof name !== 'string' || name === '') throw unusable(at, 'it has no metadata.name')
  const expressions = expressionsIn(object['spec']).map(celTokens)
  if (askedText(expressions, 'asks') === 'decision') {
    throw unusable(
      at,
      'it relays a decision and reads no document: compile it with --mode document, or give the policies to --policy',
    )
  }
  const { urls, allLiteral } = httpCalls(expressions)
  if (urls.length === 0)
    throw unusable(at, 'it gets no document: no http.Post or http.Get has an absolute URL as a literal')
  if (!allLiteral) {
    throw unusable(
      at,
      'it calls a URL that is no literal, or by http.Client: write http.Post("https://...", as one string',
    )
  }
  return {
    ...{ name, object, expressions, urls },
    profile: askedText(expressions, 'profile') ?? '',
    isOurs: isRecord(labels) && labels['app.kubernetes.io/managed-by'] === 'pawl',
  }
}

/** `expression`, `messageExpression`, `valueExpression`, at whatever depth. */
function expressionsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === 'string' ? (/expression$/i.test(key) ? [each] : []) : expressionsIn(each),
  )
}

function unusable(at: string, message: string): Refusal {
  return new Refusal('kyverno-policy-unusable', 'the policy cannot be asked', [{ at, message }])
}

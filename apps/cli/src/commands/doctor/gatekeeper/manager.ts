import { listOf, member, textOf, textsOf } from '../../../members.ts'
import type { ClusterObject } from './cluster-object.ts'
import type { Manager } from './parts.ts'

const NAMES = ['gatekeeper-controller-manager', 'gatekeeper-audit']

/** `pkg/operations/operations.go` of Gatekeeper: without the flag, all. */
const ALL_OPERATIONS = [
  'audit',
  'generate',
  'mutation-controller',
  'mutation-status',
  'mutation-webhook',
  'status',
  'webhook',
]

/** Flags without a value mean true (Go, package flag); any other takes the next word as its value. */
const SWITCHES = new Set([
  'audit-from-cache',
  'disable-cert-rotation',
  'enable-external-data',
  'log-denies',
  'logtostderr',
])

/** By name or label, and by what runs in it: anything else with the label would look as if it did everything. */
export function isManager({ name, value }: ClusterObject): boolean {
  const isNamed = NAMES.includes(name) || textOf(value, 'metadata', 'labels', 'gatekeeper.sh/system') === 'yes'
  return isNamed && containersOf(value).some(runsManager)
}

function containersOf(deployment: unknown): readonly unknown[] {
  return listOf(deployment, 'spec', 'template', 'spec', 'containers')
}

/** The entry point of the image is /manager. What runs through a shell has flags that are not seen here, and counts as not seen. */
function runsManager(container: unknown): boolean {
  const [program] = textsOf(container, 'command')
  if (program !== undefined) return program === '/manager'
  return /(?:^|\/)gatekeeper(?:[:@]|$)/.test(textOf(container, 'image') ?? '')
}

export function managerOf(object: ClusterObject): Manager {
  const containers = containersOf(object.value)
  const index = containers.findIndex(runsManager)
  const container = containers[index]
  const flags = flagsIn([...textsOf(container, 'command').slice(1), ...textsOf(container, 'args')])
  const operations = flags.get('operation')?.flatMap((each) => each.split(','))
  return {
    object,
    path: `spec.template.spec.containers[${index}].args`,
    flags,
    operations: new Set(operations ?? ALL_OPERATIONS),
  }
}

function flagsIn(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const flags = new Map<string, readonly string[]>()
  for (const [index, word] of words.entries()) {
    const [, name, value] = /^--?([a-z0-9][a-z0-9-]*)(?:=(.*))?$/s.exec(word) ?? []
    if (name === undefined) continue
    const given = value ?? (SWITCHES.has(name) ? 'true' : (words[index + 1] ?? ''))
    flags.set(name, [...(flags.get(name) ?? []), given])
  }
  return flags
}

/** The value that counts: the last. */
export function flagOf({ flags }: Manager, name: string): string | undefined {
  return flags.get(name)?.at(-1)
}

/** As `strconv.ParseBool` reads it; anything else is no true. */
export function isTrue(value: string): boolean {
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)
}

/** Managers that answer the webhooks. */
export function answering(managers: readonly Manager[]): readonly Manager[] {
  return managers.filter(({ operations }) => operations.has('webhook'))
}

/** Namespaces in which Gatekeeper runs itself. Its chart leaves them out of the webhooks, always. */
export function ownNamespaces(
  managers: readonly Manager[],
  webhooks: readonly { readonly value: unknown }[],
): ReadonlySet<string> {
  const served = webhooks.map(({ value }) => member(value, 'clientConfig', 'service', 'namespace'))
  return new Set([
    ...managers.map(({ object }) => object.namespace),
    ...served.filter((each) => typeof each === 'string'),
  ])
}

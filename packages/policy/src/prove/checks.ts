import { isRecord } from '@pawl/document'
import type { Candidate, Flaw } from './counterexample.ts'
import { countSwaps, readTree, replaceAt, swapsIn, type Tree } from './swap.ts'

/** Whether the policy under test says yes. Anything but a literal yes is a no; what is thrown ends the run. */
export type Ask = (document: unknown) => boolean | Promise<boolean>

/** Whether a candidate is a counterexample of its kind. The definitions, with their reasons, stand in README.md. */
export async function holds({ kind, tree }: Candidate, ask: Ask): Promise<boolean> {
  return CHECKS[kind](tree, ask)
}

type Check = (tree: Tree, ask: Ask) => Promise<boolean>

const CHECKS: Readonly<Record<Flaw, Check>> = {
  deletion: opens,
  cover: async (tree, ask) => imagesOf(readTree(tree, 'denied')).length === 1 && (await opens(tree, ask)),
  empty: async (tree, ask) => countSwaps(tree) === 0 && holdsNoClaim(tree) && (await ask(tree)),
  malformed: opensBeyondDeletion,
  missing: opensBeyondDeletion,
  mistyped: async (tree, ask) => (await opensBeyondDeletion(tree, ask)) && (await onlyMistyped(tree, ask)),
}

async function opens(tree: Tree, ask: Ask): Promise<boolean> {
  if (countSwaps(tree) === 0) return false
  return (await ask(readTree(tree, 'allowed'))) && !(await ask(readTree(tree, 'denied')))
}

/** Where deleting the whole claim opens as well, or all evidence is gone, the flaw is `deletion` or `empty` and gets no second name. */
async function opensBeyondDeletion(tree: Tree, ask: Ask): Promise<boolean> {
  return !holdsNoClaim(readTree(tree, 'allowed')) && (await opens(tree, ask)) && !(await ask(readTree(tree, 'without')))
}

/**
 * Neither the absent field nor, for a fraction, an integer on either side of it may allow: what is merely read like a number, or
 * not at all, is no confusion of types.
 */
async function onlyMistyped(tree: Tree, ask: Ask): Promise<boolean> {
  for (const { path, swap } of swapsIn(tree)) {
    const value = swap.allowed
    const others = typeof value === 'number' ? [Math.floor(value), Math.ceil(value)] : []
    const documents = others.map((each) => readTree(replaceAt(tree, path, each), 'denied'))
    for (const document of [withoutField(tree, path), ...documents]) if (await ask(document)) return false
  }
  return true
}

function withoutField(tree: Tree, path: readonly (string | number)[]): unknown {
  const document = readTree(tree, 'denied')
  return removeAt(document, path)
}

/** A copy without one member of an object. */
export function removeAt(document: unknown, [step, ...rest]: readonly (string | number)[]): unknown {
  if (Array.isArray(document)) return document.map((each, at) => (at === step ? removeAt(each, rest) : each))
  if (!isRecord(document) || step === undefined) return document
  const members = Object.entries(document).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    if (key !== String(step)) return [[key, value]]
    return rest.length === 0 ? [] : [[key, removeAt(value, rest)]]
  })
  return Object.fromEntries(members)
}

function imagesOf(document: unknown): readonly unknown[] {
  const images = isRecord(document) ? document['images'] : undefined
  return Array.isArray(images) ? images : []
}

const OF_A_CLAIM: readonly string[] = ['attester', 'statementDigest', 'summary']

/** Nothing in it, at whatever place, has a member of a claim. */
function holdsNoClaim(document: unknown): boolean {
  if (Array.isArray(document)) return document.every(holdsNoClaim)
  if (!isRecord(document)) return true
  return Object.entries(document).every(([key, value]) => !OF_A_CLAIM.includes(key) && holdsNoClaim(value))
}

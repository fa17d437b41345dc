import type { InputDocument } from '@pawl/document'
import { type Ask, holds } from './checks.ts'
import { type Corpus, createCorpus } from './corpus.ts'
import { type Candidate, type Counterexample, FLAWS, type Flaw } from './counterexample.ts'
import { emptyCandidates, withoutClaims } from './empty-documents.ts'
import { createGenerator } from './generate.ts'
import { createInterview, type Interview } from './interview.ts'
import { mutate } from './mutate.ts'
import { createPalette } from './palette.ts'
import type { Constants } from './policy-words.ts'
import { createProbes } from './probes.ts'
import { seededRandom } from './seeded-random.ts'
import { shrink } from './shrink.ts'
import { GONE, readTree, swapsIn } from './swap.ts'

export interface SearchOptions {
  readonly seed: number
  /** Questions to ask; shrinking what was found asks some more. At least 1. */
  readonly cases: number
  /** Epoch seconds, written into every document. */
  readonly now: number
  readonly constants: Constants
  /** Well-formed documents to begin from. */
  readonly documents: readonly InputDocument[]
}

export interface SearchResult {
  readonly seed: number
  /** Questions asked, and how many of them the policy said yes and no to. */
  readonly cases: number
  readonly yes: number
  readonly no: number
  /** Distinct shapes among the documents asked about, each with its answer. */
  readonly shapes: number
  /** At most one of each kind, in the order of FLAWS. */
  readonly found: readonly Counterexample[]
}

/** What `ask` throws ends the search and is thrown on. Same seed, same answers: same result. */
export async function search(ask: Ask, options: SearchOptions): Promise<SearchResult> {
  const random = seededRandom(options.seed)
  const generator = createGenerator(createPalette(options.constants, options.now), options.now, random)
  const probes = createProbes(generator, random)
  const interview = createInterview(ask)
  const corpus = createCorpus(random)
  const found = new Map<Flaw, Candidate>()

  const goesOn = (): boolean => interview.cases() < options.cases && found.size < FLAWS.length
  const tryAll = async (candidates: readonly Candidate[]): Promise<void> => {
    for (const candidate of candidates) {
      if (!goesOn()) return
      if (found.has(candidate.kind) || !(await holds(candidate, interview.ask))) continue
      found.set(candidate.kind, await shrink(candidate, options.now, interview.ask))
    }
  }
  const examine = async (document: InputDocument, near: boolean): Promise<void> => {
    if (await interview.ask(document)) {
      await tryAll(withoutClaims(document, options.constants))
      await tryAll(probes.ofAllowed(document))
      if (corpus.add(document)) await addTrimmed(document, interview, corpus)
    } else await tryAll(probes.ofDenied(document, near))
  }

  await tryAll(emptyCandidates(generator.image(0, 0), options.now, options.constants))
  for (const document of options.documents) await examine(document, true)
  while (goesOn()) {
    const from = random.chance(0.8) ? corpus.pick() : undefined
    await examine(from === undefined ? generator.document() : mutate(from, generator, random), from !== undefined)
  }
  return { seed: options.seed, ...interview.counts(), found: FLAWS.flatMap((kind) => counterexamples(found.get(kind))) }
}

/**
 * Adds the document less every claim that it is allowed without: the corpus grows towards documents in which each claim counts, and
 * one change away from these the policy says no.
 */
async function addTrimmed(document: InputDocument, { ask }: Interview, corpus: Corpus): Promise<void> {
  let kept = document
  for (const [at, image] of document.images.entries()) {
    for (const claim of image.claims) {
      const claims = (kept.images[at]?.claims ?? []).filter((each) => each !== claim)
      const less = { ...kept, images: kept.images.with(at, { ...image, claims }) }
      if (await ask(less)) kept = less
    }
  }
  if (kept !== document) corpus.add(kept)
}

function counterexamples(candidate: Candidate | undefined): readonly Counterexample[] {
  if (candidate === undefined) return []
  const { kind, tree } = candidate
  const there = (value: unknown): unknown => (value === GONE ? undefined : value)
  const differences = swapsIn(tree).map(({ path, swap }) => ({
    path,
    denied: there(swap.denied),
    allowed: there(swap.allowed),
  }))
  const y = kind === 'empty' ? undefined : readTree(tree, 'denied')
  return [{ kind, x: readTree(tree, 'allowed'), y, differences }]
}

import { loadTrust } from '@pawl/core'
import { loadPolicy, materialBeside, Refusal, refusing } from '@pawl/setup'
import { readBack } from '../../../output/read-back.ts'
import { type Format, structured } from '../../../output/structured.ts'
import { type ProposedFile, writeBeside } from '../../../output/write-beside.ts'
import type { World } from '../../../world.ts'
import { assemble, type ChosenAge, type ProposedPolicy } from './assemble.ts'
import { AttesterBook } from './attester-book.ts'
import type { Draft } from './draft.ts'
import { readImageValidating } from './image-validating.ts'
import type { NamedKeys } from './key-signers.ts'
import type { Note } from './place.ts'
import { readSources, type Source } from './read-sources.ts'
import { renderPolicy } from './render-policy.ts'
import { renderRemaining, renderReport } from './render-report.ts'
import { proposeTrust, renderTrust } from './render-trust.ts'
import { slug } from './slug.ts'
import { SummaryBook } from './summary-book.ts'
import { readVerifyImages } from './verify-images.ts'

export interface MigrateOptions {
  readonly maxAge: ChosenAge
  readonly key: NamedKeys
  /** A folder; without one nothing is written. */
  readonly out: string | undefined
  readonly output: Format
  /** Epoch seconds. */
  readonly now: number
}

/** Writes what policies of Kyverno ask for as a proposal, and says what became of every part. It decides nothing: 0 when there is one. */
export function migrateKyverno(paths: readonly string[], options: MigrateOptions, { out }: Pick<World, 'out'>): 0 {
  const notes: Note[] = []
  const sources = readSources(paths, (note) => void notes.push(note))
  const book = new AttesterBook()
  const summaries = new SummaryBook()
  const drafts = sources.flatMap((source) => draftsOf(source, book, summaries, options.key))
  if (!drafts.some(({ requirements }) => requirements.length > 0)) refuseNothing(notes)
  const policies = assemble(drafts, book, options.maxAge)
  const files = checkedFiles(policies, { book, summaries, notes, now: options.now })
  const written = options.out === undefined ? [] : writeBeside(files, options.out)
  if (options.output === 'table') {
    renderReport(sources, notes, out)
    renderRemaining(notes, written, out)
  } else out.write(structured(options.output, { notes, files, written }))
  return 0
}

function draftsOf(source: Source, book: AttesterBook, summaries: SummaryBook, keys: NamedKeys): readonly Draft[] {
  const context = { book, summaries, keys, policy: source.name }
  return source.kind === 'verify-images' ? readVerifyImages(source, context) : readImageValidating(source, context)
}

/** Each part and why it is left out, so that a person knows where to begin. */
function refuseNothing(notes: readonly Note[]): never {
  const left = notes.filter(({ outcome }) => outcome === 'left-out')
  throw new Refusal(
    'nothing-to-migrate',
    'nothing in it asks for an attestation in a way that can be taken over',
    left.map(({ source, at, code, became, cure }) => ({
      at: `${source} ${at}`,
      message: `${code}: ${became}: ${cure}`,
    })),
  )
}

interface Proposal {
  readonly book: AttesterBook
  readonly summaries: SummaryBook
  readonly notes: readonly Note[]
  readonly now: number
}

/** The files, after the loaders that will read them have read them. Nothing is written that they refuse. */
function checkedFiles(
  policies: readonly ProposedPolicy[],
  { book, summaries, notes, now }: Proposal,
): readonly ProposedFile[] {
  const keys = book.files()
  const trust = proposeTrust(book, summaries, slug(policies[0]?.written.metadata.name ?? '', 'migrated'))
  const text = renderTrust(trust, book)
  const file = readBack(text, 'trust.yaml', trust)
  const texts = new Map(keys.map(({ name, text: pem }) => [name, Buffer.from(pem)]))
  refusing(file, () =>
    loadTrust(file.value, { ...materialBeside('trust.yaml'), file: (named) => texts.get(named) ?? Buffer.alloc(0) }),
  )
  const rendered = policies.map((policy) => {
    const body = renderPolicy(policy, notes)
    loadPolicy(readBack(body, policy.file, policy.written), now)
    return { name: policy.file, text: body }
  })
  return [{ name: 'trust.yaml', text }, ...rendered, ...keys]
}

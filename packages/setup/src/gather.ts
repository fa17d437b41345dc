import { type Finding, imageEntry, inputDocument, type TrustConfiguration, verifyImage } from '@pawl/core'
import type { InputDocument } from '@pawl/document'
import {
  type EvidenceSource,
  isGithubName,
  isRegistryReference,
  openSource,
  type RegistrySession,
  type ResolvedSubject,
  registrySource,
  resolveSubject,
  SOURCE_LIMITS,
  type SourceAnswer,
} from '@pawl/sources'
import { usage } from './refusal.ts'
import type { RegistryAccess } from './registry/registry-access.ts'

/** How long a verification counts, in seconds (model, "Input document"). */
export const VALIDITY = 300

/** What was found for one subject: the entry for engines comes from `document`, this is for people. */
export interface GatheredSubject {
  readonly subject: ResolvedSubject
  readonly answers: readonly SourceAnswer[]
  readonly findings: readonly Finding[]
}

/** What the sources gave for one image; nothing of it is verified. */
export type FetchedImage = Omit<GatheredSubject, 'findings'>

export interface Gathered {
  readonly document: InputDocument
  readonly subjects: readonly GatheredSubject[]
}

/** When evidence is verified, and until when what comes of it may count at most: the end of the configuration. Epoch seconds. */
export interface GatherTimes {
  readonly now: number
  readonly until: number
}

/**
 * From names to the input document. Evidence lies in the given paths and at GitHub where that is given, beside the image where that lies in a layout, and in the image's registry where
 * that may be asked: with paths given only where the command line names it too, so that what is meant for a machine without network stays there.
 */
export async function gather(
  references: readonly string[],
  evidence: readonly string[],
  trust: TrustConfiguration,
  times: GatherTimes,
  access: RegistryAccess | undefined,
): Promise<Gathered> {
  const gathered = []
  for (const reference of references) gathered.push(await gatherOne(reference, evidence, trust, times, access))
  return {
    document: inputDocument(
      gathered.map((each) => each.entry),
      times.now,
    ),
    subjects: gathered,
  }
}

async function gatherOne(
  reference: string,
  evidence: readonly string[],
  trust: TrustConfiguration,
  { now, until }: GatherTimes,
  access: RegistryAccess | undefined,
) {
  const { subject, answers } = await fetchImage(reference, evidence, access)
  const fetched = answers.flatMap((answer) => answer.evidence)
  const { summary, findings } = verifyImage(fetched, subject.subject, trust, {
    verifiedAt: now,
    validUntil: Math.min(now + VALIDITY, until),
  })
  return { subject, answers, findings, entry: imageEntry(reference, subject, summary) }
}

/** One session, and so one deadline, for everything that is asked about one image. */
export async function fetchImage(
  reference: string,
  evidence: readonly string[],
  access: RegistryAccess | undefined,
): Promise<FetchedImage> {
  const session = isRegistryReference(reference) ? access?.open() : undefined
  try {
    const subject = await resolveSubject(reference, session)
    const paths = new Set([...(subject.layout === undefined ? [] : [subject.layout]), ...evidence])
    const sources = [
      ...[...paths].map((path) => openEvidence(path, access)),
      ...besideIt(subject, evidence, session, access?.named ?? []),
    ]
    const answers: SourceAnswer[] = []
    for (const source of sources) answers.push(await source.envelopesOf(subject.subject, SOURCE_LIMITS))
    return { subject, answers }
  } finally {
    await session?.close()
  }
}

/** Throws Refusal `usage` for GitHub where nothing may be asked. */
function openEvidence(path: string, access: RegistryAccess | undefined): EvidenceSource {
  if (!isGithubName(path)) return openSource(path)
  if (access === undefined) throw usage('leave out --offline: evidence at GitHub is asked of its API')
  return access.github(path)
}

function besideIt(
  { repository }: ResolvedSubject,
  evidence: readonly string[],
  session: RegistrySession | undefined,
  named: readonly string[],
): readonly EvidenceSource[] {
  if (session === undefined || !session.mayAsk(repository)) return []
  const isNamed = named.some((host) => repository.startsWith(`${host}/`))
  return evidence.every(isGithubName) || isNamed ? [registrySource(session, repository)] : []
}

import type { InputDocument } from '@pawl/document'
import {
  type AccessFor,
  chooseTrust,
  type Gathered,
  gather,
  type PolicySource,
  readDocuments,
  type TrustChoice,
  usage,
} from '@pawl/setup'

/** What policies are asked about: subjects whose evidence is verified now, or documents that were written before. */
export interface QuestionOptions extends TrustChoice {
  readonly evidence: readonly string[]
  readonly documents: readonly string[]
  readonly access: AccessFor
  /** Epoch seconds. */
  readonly now: number
}

export interface Questions {
  readonly documents: readonly InputDocument[]
  readonly source: PolicySource
  /** Absent for documents that were written before: nobody verified anything here. */
  readonly gathered?: Gathered
}

const NO_SOURCE: PolicySource = { trust: undefined, signed: undefined }

/** Documents are judged as of their own time: they say what was known then. `governed`: globs over images of the policies that are asked about. */
export async function questionsOf(
  subjects: readonly string[],
  options: QuestionOptions,
  governed: (source: PolicySource) => readonly string[],
): Promise<Questions> {
  const { documents, evidence, now, trust, config } = options
  if (documents.length > 0 === subjects.length > 0) {
    throw usage('name subjects, or documents that pawl input printed with --documents')
  }
  if (documents.length > 0) {
    const source = trust === undefined && config === undefined ? NO_SOURCE : chooseTrust(options, now)
    return { documents: documents.flatMap(readDocuments), source }
  }
  const source = chooseTrust(options, now)
  const gathered = await gather(
    subjects,
    evidence,
    source.trust,
    { now, until: source.until },
    options.access(governed(source)),
  )
  return { documents: [gathered.document], source, gathered }
}

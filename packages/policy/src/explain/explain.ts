import { isRecord, isTime } from '@pawl/document'
import type { Decision, ImageDecision, PolicyDecision } from '../decision.ts'
import { decide } from '../evaluation/decide.ts'
import { type Entry, judgeEntry, readEntry } from '../evaluation/entry.ts'
import { exceptedUntil } from '../evaluation/exception-bound.ts'
import { nodeResults } from '../evaluation/node-bound.ts'
import type { IdentifiedPolicy, IdentifiedProfile } from '../identify-policy.ts'
import { explainNode } from './explain-node.ts'
import type { Explanation, ImageExplanation, PolicyExplanation, RequirementExplanation } from './explanation.ts'

/** A decision, and for every requirement each claim that could have met it: why it counts, or everything that keeps it from counting. */
export function explain(document: unknown, profile: IdentifiedProfile): Explanation {
  const decision = decide(document, profile)
  return { decision, images: decision.images.map((image) => explainImage(image, entryOf(document, image), profile)) }
}

/** The entry that was judged; undefined where the decision refused the document or the entry before it looked. */
function entryOf(document: unknown, { index }: ImageDecision): Entry | undefined {
  if (!isRecord(document) || !isTime(document['now']) || !Array.isArray(document['images'])) return undefined
  return readEntry(document['images'][index], document['now'])
}

function explainImage(
  { policies, ...image }: ImageDecision,
  entry: Entry | undefined,
  profile: IdentifiedProfile,
): ImageExplanation {
  return {
    ...image,
    policies: policies.map((decided) =>
      explainPolicy(
        decided,
        entry,
        profile.policies.find(({ compiled }) => compiled.name === decided.name),
      ),
    ),
  }
}

function explainPolicy(
  { name, mode, decision, requirements }: PolicyDecision,
  entry: Entry | undefined,
  policy: IdentifiedPolicy | undefined,
): PolicyExplanation {
  const judged = entry === undefined || policy === undefined ? undefined : judgeEntry(entry, policy.compiled)
  if (policy === undefined || judged === undefined || 'code' in judged || isRefusedWhole(requirements)) {
    return { name, mode, decision, requirements: requirements.map((decided) => ({ decided, exceptions: [] })) }
  }
  const results = nodeResults(policy.compiled, judged)
  const explained = requirements.map((decided): RequirementExplanation => {
    const node = policy.compiled.requirements.find((each) => each.name === decided.name)?.node ?? -1
    const asked = explainNode(node, policy.compiled, results, judged)
    const { exceptions } = exceptedUntil(decided.name, policy.compiled, judged)
    return { decided, ...(asked === undefined ? {} : { asked }), exceptions }
  })
  return { name, mode, decision, requirements: explained }
}

/** Refused for something else than its claims, such as a configuration that has ended: then its claims explain nothing. */
function isRefusedWhole(requirements: Decision['images'][number]['policies'][number]['requirements']): boolean {
  return requirements.some((each) => !each.met && WHOLE.has(each.reasons[0].code))
}

const WHOLE: ReadonlySet<string> = new Set(['configuration-stale', 'not-governed'])

import { sha256Digest } from '@pawl/core'
import type { InputDocument } from '@pawl/document'
import { identifyProfile, profileOf } from '@pawl/policy'
import { loadPolicy, type YamlFile } from '@pawl/setup'
import { judge, type LoadOpa } from '../../../judge.ts'
import { proposalDefect } from '../../../output/read-back.ts'

/** The policy that was written allows every image that it was made from, by the evaluator that will judge with it. */
export async function refuseUnlessAllowed(
  file: YamlFile,
  document: InputDocument,
  from: readonly number[],
  loadOpa: LoadOpa,
): Promise<void> {
  const profile = identifyProfile(profileOf([loadPolicy(file, document.now)]), sha256Digest)
  const images = document.images.filter((_, index) => from.includes(index))
  const request = images.map((image) => image.reference)
  const { decision } = await judge(request, { ...document, images }, profile, 'typescript', loadOpa)
  if (decision.decision === 'allow' && images.length >= 1) return
  const denied = decision.images.filter((image) => image.decision !== 'allow')
  throw proposalDefect(denied[0]?.reference ?? file.path, 'would be denied by the policy that was made from it')
}

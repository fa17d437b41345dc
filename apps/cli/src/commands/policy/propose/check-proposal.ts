import { isDeepStrictEqual } from 'node:util'
import { sha256Digest } from '@pawl/core'
import type { InputDocument } from '@pawl/document'
import { identifyProfile, profileOf } from '@pawl/policy'
import { loadPolicy, parseYaml, Refusal, type YamlFile } from '@pawl/setup'
import { judge, type LoadOpa } from '../../../judge.ts'

/** The text as the real reader reads it. What it says must be what was proposed: text of others could have become structure. */
export function readBack(text: string, path: string, meant: object): YamlFile {
  const file = parseYaml(text, path)
  if (isDeepStrictEqual(file.value, JSON.parse(JSON.stringify(meant)))) return file
  throw defect(path, 'does not say what was proposed')
}

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
  throw defect(denied[0]?.reference ?? file.path, 'would be denied by the policy that was made from it')
}

function defect(at: string, message: string): Refusal {
  return new Refusal('defect', 'the proposal is not what it should be, and nothing was written', [{ at, message }])
}

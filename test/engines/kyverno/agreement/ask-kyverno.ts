import type { Manifest } from '@pawl/kyverno'
import { created } from '../../gatekeeper/cluster/admission.ts'
import { echo } from '../gateway-double/answers.ts'
import type { Scene } from '../scene.ts'
import type { Said } from './expected.ts'
import { unmetIn } from './manifests.ts'
import type { Posed } from './posed.ts'

/** A cluster with these policies, and a gateway that gives each of these questions its document. */
export async function install(
  { harness, gateway }: Scene,
  manifests: readonly Manifest[],
  questions: readonly Posed[],
): Promise<void> {
  await harness.open()
  for (const manifest of manifests) await harness.load(manifest)
  const documents = new Map(questions.map((each) => [nonceOf(each), each.document]))
  gateway.behave(({ asked, response }) => {
    response.writeHead(200).end(JSON.stringify({ body: { ...echo(asked), document: documents.get(asked.nonce) } }))
  })
}

/** What Kyverno's webhook says by the policies that are installed, to the document that a gateway gives. */
export async function askKyverno({ harness }: Scene, question: Posed): Promise<Said> {
  const containers = question.references.map((image, at) => ({ name: `c${at}`, image }))
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { containers } }
  const { allowed, message, warnings } = await harness.review({ ...created(pod), uid: nonceOf(question) })
  const words = [message, ...(warnings ?? [])].join('; ')
  // What Kyverno could not evaluate is denied, but it is no outcome.
  if (words.includes(' error: ')) throw new Error(`case ${question.index}: ${words.slice(0, 500)}`)
  return { denied: !allowed, warned: (warnings ?? []).length > 0, unmet: unmetIn(words) }
}

export function nonceOf({ index }: Posed): string {
  return `case-${index}`
}

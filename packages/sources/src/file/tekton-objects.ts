import { isJsonObject, type JsonObject } from '@pawl/core'
import type { Piece } from './piece.ts'

const PREFIX = 'chains.tekton.dev/'
const RUNS: readonly unknown[] = ['TaskRun', 'PipelineRun']
/** What a file must hold to be worth reading as Kubernetes objects. */
export const TEKTON_MARK: string = `${PREFIX}signature-`

/**
 * The envelopes that Tekton Chains wrote into annotations of a TaskRun, a PipelineRun or a list of them. Whoever may patch the object may write them:
 * the signature inside is all that counts, and `chains.tekton.dev/signed` is not read. Undefined where it is no such object.
 */
export function signedRuns(value: JsonObject): readonly Piece[] | undefined {
  if (RUNS.includes(value['kind'])) return signaturesOf(value, String(value['kind']))
  const { kind, items } = value
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined
  return items.flatMap((item, index) =>
    isJsonObject(item) && RUNS.includes(item['kind']) ? signaturesOf(item, `items[${index}]`) : [],
  )
}

function signaturesOf(run: JsonObject, at: string): readonly Piece[] {
  const metadata = run['metadata']
  const annotations = isJsonObject(metadata) ? metadata['annotations'] : undefined
  if (!isJsonObject(annotations)) return []
  return Object.keys(annotations)
    .filter((name) => name.startsWith(TEKTON_MARK))
    .map((name) => signature(annotations, name.slice(TEKTON_MARK.length), at))
}

/** Chains writes everything in base64: the envelope, and PEM beside it. What is no base64 is turned down where it is read. */
function signature(annotations: JsonObject, key: string, at: string): Piece {
  const text = (member: string): string => {
    const value = annotations[`${PREFIX}${member}-${key}`]
    return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : ''
  }
  const [certificate, chain] = [text('cert'), text('chain')]
  const attachment = { ...(certificate && { certificate }), ...(chain && { chain }) }
  return { at: `${at} ${key}`, bytes: Buffer.from(text('signature')), attachment }
}

import { inputDocument } from '@pawl/core'
import { isRecord, LIMITS, parseDocument } from '@pawl/document'
import type { HttpsInstance } from '../https-instance.ts'
import type { Answering } from './answering.ts'

/** Milliseconds for all images of a document together. */
const WITHIN = 8000

/**
 * `POST /v1/input`, `{"images": ["REFERENCE", ...]}`: the input document about these images, for engines of others. 422 with a code where one of them
 * gives no entry: a document that leaves an image out would not be about the request.
 */
export function inputRoute(server: HttpsInstance, { finder, clock }: Answering): void {
  server.post('/v1/input', async (request, reply) => {
    const references = referencesOf(request.body)
    if (references === undefined) return reply.code(400).send({ code: 'request-malformed' })
    const found = await Promise.all(references.map((each) => finder.find(each, WITHIN)))
    const entries = found.flatMap((each) => (each.outcome === 'entry' ? [each.entry] : []))
    const trouble = found.find((each) => each.outcome !== 'entry')
    if (trouble !== undefined) {
      return reply.code(trouble.outcome === 'refused' ? 422 : 503).send({ code: trouble.code })
    }
    const document = parseDocument(inputDocument(entries, clock()))
    return 'outcome' in document ? reply.code(422).send({ code: 'limit-exceeded' }) : reply.send(document)
  })
}

/** Each once, at least one, at most as many as a document holds. */
function referencesOf(body: unknown): readonly string[] | undefined {
  const images = isRecord(body) ? body['images'] : undefined
  if (!Array.isArray(images) || images.length === 0 || images.length > LIMITS.images) return undefined
  const references = Array.from(images).filter((each): each is string => typeof each === 'string' && each !== '')
  return references.length === images.length ? [...new Set(references)] : undefined
}

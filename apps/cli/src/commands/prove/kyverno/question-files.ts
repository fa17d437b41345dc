import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord } from '@pawl/document'
import type { ReadPolicy } from './validating-policies.ts'

/** Where a document is asked about. */
export interface Asking {
  readonly policies: readonly ReadPolicy[]
  /** Of the pod. */
  readonly namespace: string
}

const POD = 'question'

/** Stands for an image whose reference cannot be read, so that such a document is asked about a request of as many images. */
const NOTHING = `registry.test/none@sha256:${'0'.repeat(64)}`

/** Writes a test for each profile, whose policies are answered with the document by the gateway that they name, and who must all pass. */
export function writeQuestion(folder: string, document: unknown, { policies, namespace }: Asking): void {
  const images = referencesIn(document)
  const pod = podOf(images, namespace)
  for (const [at, [profile, own]] of [...byProfile(policies)].entries()) {
    const place = join(folder, String(at))
    mkdirSync(place)
    writeFileSync(join(place, 'policies.yaml'), own.map(({ object }) => yamlOf(object)).join('---\n'))
    writeFileSync(join(place, 'pod.yaml'), yamlOf(pod))
    const body = { schema: 'pawl.dev/kyverno/v1', asks: 'document', profile, nonce: POD, images, document }
    writeFileSync(join(place, 'kyverno-test.yaml'), yamlOf(testOf(own, body)))
  }
}

function byProfile(policies: readonly ReadPolicy[]): ReadonlyMap<string, readonly ReadPolicy[]> {
  return Map.groupBy(policies, ({ profile }) => profile)
}

/** References of the document, each once, in the order in which CEL sorts. Never empty: a request without images is none. */
export function referencesIn(document: unknown): readonly string[] {
  const images = isRecord(document) && Array.isArray(document['images']) ? document['images'] : []
  const found = images.length > 0 ? images.map(referenceOf) : [NOTHING]
  return [...new Set(found)].toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
}

function referenceOf(image: unknown): string {
  const reference = isRecord(image) ? image['reference'] : undefined
  return typeof reference === 'string' && reference !== '' ? reference : NOTHING
}

function podOf(images: readonly string[], namespace: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: POD, namespace },
    spec: { containers: images.map((image, at) => ({ name: `c${at}`, image })) },
  }
}

/** Recorded bodies stand for the `body` of an answer: the gateway's own envelope is one further out. */
function testOf(policies: readonly ReadPolicy[], body: object): object {
  const urls = [...new Set(policies.flatMap((each) => each.urls))]
  return {
    apiVersion: 'cli.kyverno.io/v1alpha1',
    kind: 'Test',
    metadata: { name: POD },
    policies: ['policies.yaml'],
    resources: ['pod.yaml'],
    results: policies.map(({ name }) => ({
      ...{ policy: name, isValidatingPolicy: true, kind: 'Pod', resources: [POD], result: 'pass' },
    })),
    apiCallResponses: urls.map((url) => ({ url, response: { statusCode: 200, body } })),
  }
}

/** JSON, which is YAML too. What YAML takes in no text is escaped, or the file would not be read and the answer be a no to nothing. */
export function yamlOf(value: object): string {
  const text = JSON.stringify(value)
  return `${text.replace(/[\u007f-\ud7ff\ue000-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}

import { createHash } from 'node:crypto'
import type { RegistryContent } from './registry-content.ts'

const ENVELOPE = 'application/vnd.dsse.envelope.v1+json'
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

interface Layered {
  readonly layers: readonly object[]
}

/** Puts a blob into the content; gives its digest. */
export function put(content: RegistryContent, bytes: Uint8Array): string {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  content.blobs.set(digest, bytes)
  return digest
}

/** A well-formed envelope about the image that somebody without a key of anybody's signed; `padding` in bytes. */
export function garbageEnvelope(subject: string, index: number, padding = 0): Uint8Array {
  const payload = Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { sha256: subject.slice('sha256:'.length) } }],
      predicateType: 'https://pawl.dev/vulnerability-review/v1',
      predicate: { index, padding: ' '.repeat(padding) },
    }),
  ).toString('base64')
  const sig = createHash('sha512').update(String(index)).digest('base64')
  return Buffer.from(JSON.stringify({ payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ sig }] }))
}

/** Writes the `.att` anew with `count` more layers, `before` and behind those that are there. `real`: whether their blobs are there. */
export function floodLayers(
  content: RegistryContent,
  subject: string,
  count: number,
  before: number,
  real: boolean,
): void {
  const tag = `${subject.replace(':', '-')}.att`
  const old = content.blobs.get(content.tags.get(tag) ?? '')
  const manifest: Layered = JSON.parse(Buffer.from(old ?? Buffer.from('{"layers":[]}')).toString('utf8'))
  const garbage = Array.from({ length: count }, (_, index) => {
    const bytes = garbageEnvelope(subject, index)
    const digest = real ? put(content, bytes) : `sha256:${index.toString(16).padStart(64, 'f')}`
    return { mediaType: ENVELOPE, digest, size: bytes.length }
  })
  const layers = [...garbage.slice(0, before), ...manifest.layers, ...garbage.slice(before)]
  content.tags.set(tag, put(content, Buffer.from(JSON.stringify({ ...manifest, mediaType: MANIFEST, layers }))))
}

/** So many layers of an `.att` of its own, each with `padding` bytes of nothing. */
export function floodLarge(content: RegistryContent, subject: string, count: number, padding: number): void {
  const layers = Array.from({ length: count }, (_, index) => {
    const bytes = garbageEnvelope(subject, index, padding)
    return { mediaType: ENVELOPE, digest: put(content, bytes), size: bytes.length }
  })
  const config = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: put(content, Buffer.from('{}')),
    size: 2,
  }
  const manifest = { schemaVersion: 2, mediaType: MANIFEST, config, layers }
  content.tags.set(`${subject.replace(':', '-')}.att`, put(content, Buffer.from(JSON.stringify(manifest))))
}

/** So many referrers, each a manifest with one garbage bundle of its own. */
export function floodReferrers(content: RegistryContent, subject: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const layer = garbageEnvelope(subject, 1_000_000 + index)
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: put(content, Buffer.from('{}')), size: 2 },
      layers: [{ mediaType: ENVELOPE, digest: put(content, layer), size: layer.length }],
      subject: { mediaType: MANIFEST, digest: subject, size: 1 },
    }
    put(content, Buffer.from(JSON.stringify(manifest)))
  }
}

import { formatInstant } from '@pawl/document'
import { INDEX_TYPE } from '../../oci-manifest.ts'
import type { FetchedManifest } from '../registry-client.ts'
import type { Capture } from './capture-image.ts'
import { EVIDENCE_FOLDER } from './captured-evidence.ts'

const REFERENCE = 'org.opencontainers.image.ref.name'

/** The files of an OCI image layout, by their path in it, and beside them `capture.json` and what other sources gave. `at`: epoch seconds. */
export function captureFiles(capture: Capture, at: number): ReadonlyMap<string, Uint8Array | string> {
  const { image, imageName, attached, blobs, elsewhere } = capture
  const manifests = [descriptorOf(image, imageName), ...attached.map(({ fetched, tag }) => descriptorOf(fetched, tag))]
  const pieces = elsewhere.flatMap(({ evidence }) => evidence)
  const stored = new Map([
    ...[image, ...attached.map(({ fetched }) => fetched)].map(({ digest, bytes }) => [digest, bytes] as const),
    ...blobs,
  ])
  return new Map<string, Uint8Array | string>([
    ['oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' })],
    ['index.json', JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests })],
    ['capture.json', JSON.stringify(description(capture, at), undefined, 2)],
    ...[...stored].map(([digest, bytes]) => [`blobs/${digest.replace(':', '/')}`, bytes] as const),
    ...pieces.map(({ bytes }, index) => [`${EVIDENCE_FOLDER}/${`${index}`.padStart(5, '0')}.json`, bytes] as const),
  ])
}

function descriptorOf({ digest, bytes, manifest, contentType }: FetchedManifest, name: string | undefined): object {
  const { mediaType = contentType } = manifest
  return { mediaType, digest, size: bytes.length, ...(name !== undefined && { annotations: { [REFERENCE]: name } }) }
}

/** For people, and for the name of the image; see `readCapture`. */
function description({ reference, repository, image, answer, elsewhere }: Capture, at: number): object {
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'Capture',
    reference,
    repository,
    digest: image.digest,
    capturedAt: formatInstant(at),
    sources: [answer, ...elsewhere].map(({ source, status, codes, evidence, notes }) => {
      return { source, status, codes, found: evidence.length, notes }
    }),
  }
}

import { createHash } from 'node:crypto'
import { type BundleJson, cosignLayer, encodeStatement, imageLayout, type KeylessRequest } from '@pawl/testkit'
import { type FormatVector, filesWritten, format } from './format.ts'
import { identity, key, provenancePayload, reviewPayload, sigstore } from './scene.ts'

/** The image of these vectors is one that lies in the layout: statements name its digest. */
const IMAGE = imageLayout().addImage({ content: 'app' })
const about = (payload: Uint8Array, digest = IMAGE): Uint8Array =>
  encodeStatement({
    ...JSON.parse(Buffer.from(payload).toString('utf8')),
    subject: [{ digest: { sha256: digest.slice(7) } }],
  })
const provenance = about(provenancePayload)

function attached(bundle: BundleJson, annotations = cosignLayer(bundle).annotations): FormatVector['evidence'] {
  const layout = imageLayout()
  const image = layout.addImage({ content: 'app' })
  if (bundle.dsseEnvelope === undefined) throw new TypeError('only envelopes are layers')
  layout.attachLegacy(image, bundle.dsseEnvelope, annotations)
  return filesWritten((folder) => layout.write(folder))
}

const keyless = (varied: Partial<KeylessRequest> = {}): BundleJson =>
  sigstore.bundle({ payload: provenance, identity, version: '0.1', proof: false, ...varied })
const logs = ['rekor1-dsse', 'rekor1-intoto', 'rekor1-intoto-0.0.1'] as const
const subject = IMAGE

const ATTACHMENTS: readonly FormatVector[] = [
  ...logs.map((log) =>
    format(
      `cosign-attachment/keyless-${log}`,
      attached(keyless({ log })),
      ['provenance'],
      `An attestation as cosign 1 and 2 attach it: a layer of the tag sha256-<hex>.att with certificate and log entry (${log}) in its annotations.`,
      { subject },
    ),
  ),
  format(
    'cosign-attachment/entry-of-another',
    attached(keyless(), {
      ...cosignLayer(keyless()).annotations,
      'dev.sigstore.cosign/certificate': cosignLayer(keyless()).annotations['dev.sigstore.cosign/certificate'] ?? '',
    }),
    ['log-entry-mismatch'],
    'Certificate and log entry are sound, and belong to other signatures (C21, C26).',
    { subject },
  ),
  format(
    'cosign-attachment/key-without-entry',
    attached(sigstore.keyBundle({ payload: about(reviewPayload()), key, version: '0.1', proof: false }), {}),
    ['review'],
    'Signed with a key and not logged: nothing stands in the annotations.',
    { subject },
  ),
  format(
    'cosign-attachment/key-with-entry',
    attached(sigstore.keyBundle({ payload: about(reviewPayload()), key, version: '0.1', proof: false })),
    ['review'],
    'Signed with a key and logged: the entry verifies under the root of the instance.',
    { subject },
  ),
]

function referring(bundle: BundleJson): FormatVector['evidence'] {
  const layout = imageLayout({ referrersTag: true })
  const image = layout.addImage({ content: 'app' })
  layout.attachBundle(image, bundle, { predicateType: 'https://slsa.dev/provenance/v1' })
  return filesWritten((folder) => layout.write(folder))
}

const REFERRERS: readonly FormatVector[] = [
  format(
    'cosign-referrer/bundle',
    referring(sigstore.bundle({ payload: provenance, identity })),
    ['provenance'],
    'A bundle as cosign 3 attaches it: a manifest of its own that refers to the image.',
    { subject },
  ),
  format(
    'cosign-referrer/about-another',
    referring(sigstore.bundle({ payload: provenancePayload, identity })),
    ['subject-mismatch'],
    'The manifest refers to the image, and the statement names another: who pushes writes the first.',
    { subject },
  ),
]

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** What `docker buildx build --provenance` pushes: an index of the image and of a manifest of statements. */
function built(
  layerOf: (image: string) => Uint8Array,
  mediaType: string,
): { readonly files: FormatVector['evidence']; readonly index: string } {
  const blobs = new Map<string, Uint8Array>()
  const add = (value: object | Uint8Array): { readonly digest: string; readonly size: number } => {
    const bytes = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value))
    blobs.set(sha256(bytes), bytes)
    return { digest: sha256(bytes), size: bytes.length }
  }
  const manifest = 'application/vnd.oci.image.manifest.v1+json'
  const config = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    ...add({ architecture: 'amd64', os: 'linux' }),
  }
  const image = add({ schemaVersion: 2, mediaType: manifest, config, layers: [] })
  const statements = add({
    schemaVersion: 2,
    mediaType: manifest,
    config,
    layers: [{ mediaType, ...add(layerOf(image.digest)) }],
  })
  const index = add({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [
      { mediaType: manifest, ...image, platform: { architecture: 'amd64', os: 'linux' } },
      {
        mediaType: manifest,
        ...statements,
        platform: { architecture: 'unknown', os: 'unknown' },
        annotations: {
          'vnd.docker.reference.type': 'attestation-manifest',
          'vnd.docker.reference.digest': image.digest,
        },
      },
    ],
  })
  const listed = { schemaVersion: 2, manifests: [{ mediaType: 'application/vnd.oci.image.index.v1+json', ...index }] }
  const files = [...blobs].map(([digest, bytes]) => [`blobs/sha256/${digest.slice(7)}`, bytes] as const)
  return {
    index: index.digest,
    files: {
      ...Object.fromEntries(files),
      'oci-layout': JSON.stringify({ imageLayoutVersion: '1.0.0' }),
      'index.json': JSON.stringify(listed),
    },
  }
}

const bare = built((image) => about(provenancePayload, image), 'application/vnd.in-toto+json')
const BUILDKIT: readonly FormatVector[] = [
  format(
    'buildkit/unsigned',
    bare.files,
    ['statement-unsigned'],
    'What BuildKit puts into the index of an image: a bare statement. It is seen, and nobody signed it.',
    { subject: bare.index },
  ),
]

export const FORMATS_OF_LAYOUTS: readonly FormatVector[] = [...ATTACHMENTS, ...REFERRERS, ...BUILDKIT]

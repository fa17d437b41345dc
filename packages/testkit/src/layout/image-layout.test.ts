import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signEnvelope } from '../envelope.ts'
import { testKey } from '../test-key.ts'
import { imageLayout } from './image-layout.ts'
import { type Descriptor, MEDIA } from './oci-blob.ts'

const AMD64 = { os: 'linux', architecture: 'amd64' }
const ARM64 = { os: 'linux', architecture: 'arm64' }
const REF_NAME = 'org.opencontainers.image.ref.name'
const bundle = { mediaType: MEDIA.bundle, dsseEnvelope: {} }
const envelope = (text: string) => signEnvelope({ payload: Buffer.from(text), signers: [{ key: testKey('p256') }] })

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'layout-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

interface Manifest {
  readonly mediaType: string
  readonly artifactType?: string
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
  readonly manifests: readonly Descriptor[]
  readonly subject?: Descriptor
}

const blob = (digest: string): Buffer => readFileSync(join(directory, 'blobs/sha256', digest.slice(7)))
const manifest = (digest: string): Manifest => JSON.parse(blob(digest).toString())
const listed = (): Descriptor[] => JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8')).manifests
const tagged = (name: string) => listed().find(({ annotations }) => annotations?.[REF_NAME] === name)

/** Every descriptor that can be reached names bytes of its digest and size, and no blob is left over. */
function expectWhole(): void {
  const reached = new Set<string>()
  const visit = ({ digest, size, mediaType }: Descriptor): void => {
    const bytes = blob(digest)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest.slice(7))
    expect(bytes).toHaveLength(size)
    reached.add(digest.slice(7))
    if (mediaType !== MEDIA.manifest && mediaType !== MEDIA.index) return
    const { config, layers = [], manifests = [] } = manifest(digest)
    for (const below of [...(config ? [config] : []), ...layers, ...manifests]) visit(below)
  }
  listed().forEach(visit)
  expect(readdirSync(join(directory, 'blobs/sha256')).sort()).toEqual([...reached].sort())
}

describe('imageLayout', () => {
  it('writes images, an index and tags when it holds nothing else', () => {
    const layout = imageLayout()
    const amd64 = layout.addImage({ platform: AMD64, content: 'a' })
    const arm64 = layout.addImage({ platform: ARM64, content: 'b' })
    const alone = layout.addImage({ content: 'c' })
    const index = layout.addIndex([
      { digest: amd64, platform: AMD64 },
      { digest: arm64, platform: ARM64 },
    ])
    layout.tag(index, 'v1')
    layout.tag(index, 'latest')
    layout.write(directory)

    expect(JSON.parse(readFileSync(join(directory, 'oci-layout'), 'utf8'))).toEqual({ imageLayoutVersion: '1.0.0' })
    expect(tagged('v1')?.digest).toBe(index)
    expect(tagged('latest')?.digest).toBe(index)
    expect(listed().map(({ digest }) => digest)).toEqual([alone, index, index])
    expect(manifest(index).manifests.map(({ digest, platform }) => [digest, platform])).toEqual([
      [amd64, AMD64],
      [arm64, ARM64],
    ])
    expectWhole()
  })

  it('gives the same digest when the image is the same', () => {
    expect(imageLayout().addImage({ content: 'x' })).toBe(imageLayout().addImage({ content: 'x' }))
    expect(imageLayout().addImage({ content: 'x' })).not.toBe(imageLayout().addImage({ content: 'y' }))
  })

  it('writes a referrer when a bundle is attached', () => {
    const layout = imageLayout({ referrersTag: true })
    const image = layout.addImage()
    const first = layout.attachBundle(image, bundle, { predicateType: 'https://test/one' })
    const second = layout.attachBundle(image, bundle, { predicateType: 'https://test/two' })
    layout.write(directory)

    const { artifactType, subject, layers, config } = manifest(first)
    expect({ artifactType, subject: subject?.digest }).toEqual({ artifactType: MEDIA.bundle, subject: image })
    expect(layers.map(({ mediaType }) => mediaType)).toEqual([MEDIA.bundle])
    expect(JSON.parse(blob(layers[0]?.digest ?? '').toString())).toEqual(bundle)
    // The well-known empty descriptor of the image-spec.
    expect(config.digest).toBe('sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
    const fallback = manifest(tagged(image.replace(':', '-'))?.digest ?? '')
    expect(fallback.manifests.map(({ digest }) => digest)).toEqual([first, second])
    expectWhole()
  })

  it('writes one .att manifest when several envelopes are attached', () => {
    const layout = imageLayout()
    const image = layout.addImage()
    const digests = ['one', 'two'].map((text) => layout.attachLegacy(image, envelope(text), { predicateType: text }))
    layout.write(directory)

    const { layers } = manifest(tagged(`${image.replace(':', '-')}.att`)?.digest ?? '')
    expect(layers.map(({ digest }) => digest)).toEqual(digests)
    expect(layers.map(({ annotations }) => annotations?.['predicateType'])).toEqual(['one', 'two'])
    expect(layers.every(({ mediaType }) => mediaType === MEDIA.envelope)).toBe(true)
    expectWhole()
  })

  it('leaves nothing behind when an attestation is detached', () => {
    const layout = imageLayout({ referrersTag: true })
    const image = layout.addImage()
    const referrer = layout.attachBundle(image, bundle)
    const kept = layout.attachLegacy(image, envelope('kept'))
    const gone = layout.attachLegacy(image, envelope('gone'))
    layout.detach(referrer)
    layout.detach(gone)
    layout.write(directory)

    expect(listed()).toHaveLength(2)
    expect(manifest(tagged(`${image.replace(':', '-')}.att`)?.digest ?? '').layers.map(({ digest }) => digest)).toEqual(
      [kept],
    )
    expectWhole()
  })

  it('refuses when the digest is not its own or the directory is not empty', () => {
    const layout = imageLayout()
    const stranger = `sha256:${'0'.repeat(64)}`
    expect(() => layout.tag(stranger, 'v1')).toThrow(TypeError)
    expect(() => layout.attachBundle(stranger, bundle)).toThrow(TypeError)
    expect(() => layout.detach(layout.addImage())).toThrow(TypeError)
    layout.write(directory)
    expect(() => layout.write(directory)).toThrow(TypeError)
  })
})

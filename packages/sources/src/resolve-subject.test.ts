import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isJsonObject, parseImageReference, readJson } from '@pawl/core'
import { imageLayout } from '@pawl/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publicGoodRoot } from './public-good-root.ts'
import { resolveSubject } from './resolve-subject.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const EMPTY = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
let folder: string
let layout: string
let image: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-subject-'))
  layout = join(folder, 'app')
  const images = imageLayout()
  image = images.addImage({ content: 'app' })
  images.tag(image, 'v1')
  images.attachLegacy(image, { payload: '', payloadType: 'x', signatures: [] })
  images.write(layout)
})
afterEach(() => rmSync(folder, { recursive: true }))

const code = (text: string): Promise<unknown> =>
  resolveSubject(text).then(
    ({ subject }) => subject.digest,
    (error: { code?: string }) => error.code,
  )

describe('resolveSubject', () => {
  it('reads a reference with a digest, whatever its tag', async () => {
    for (const text of [`GHCR.io/acme/app@${DIGEST}`, `ghcr.io:443/acme/app:1.4@${DIGEST}`]) {
      expect(await resolveSubject(text)).toMatchObject({
        reference: text,
        repository: 'ghcr.io/acme/app',
        name: 'app',
        subject: { digest: DIGEST },
        layout: undefined,
      })
    }
  })

  it.each([
    'ghcr.io/acme/app',
    'ghcr.io/acme/app:1.4',
    'app',
    '',
    'https://ghcr.io/acme/app',
    `ghcr.io/acme/app@${EMPTY}`,
    'sha256:abc',
    EMPTY,
    `${DIGEST}\n`,
  ])('rejects %j: reference-invalid (C79, C19)', async (text) => {
    expect(await code(text)).toBe('reference-invalid')
  })

  it('reads a digest alone as one of no repository', async () => {
    expect(await resolveSubject(DIGEST)).toMatchObject({
      repository: 'local/digest',
      subject: { digest: DIGEST },
      layout: undefined,
    })
  })

  it('hashes a file, in both algorithms (C13)', async () => {
    const path = join(folder, 'My App_1.tar')
    writeFileSync(path, 'content')
    const { subject, repository } = await resolveSubject(`file:${path}`)
    expect(subject.digest).toBe(`sha256:${createHash('sha256').update('content').digest('hex')}`)
    expect(subject.others.get('sha512')).toBe(createHash('sha512').update('content').digest('hex'))
    expect(repository).toBe('local/my-app_1.tar')
  })

  it('rejects a file that is not there: source-unreadable', async () => {
    expect(await code(`file:${join(folder, 'none')}`)).toBe('source-unreadable')
  })
  it('rejects an empty file: reference-invalid (C19)', async () => {
    writeFileSync(join(folder, 'empty'), '')
    expect(await code(`file:${join(folder, 'empty')}`)).toBe('reference-invalid')
  })

  it('reads an image layout: the only tagged image, one by tag, one by digest', async () => {
    expect(await resolveSubject(`oci:${layout}`)).toMatchObject({
      subject: { digest: image },
      repository: 'local/app',
      layout,
    })
    expect(await code(`oci:${layout}:v1`)).toBe(image)
    expect(await resolveSubject(`oci:${layout}@${image}`)).toMatchObject({ subject: { digest: image }, layout })
  })

  it('rejects a digest of which the image layout has no manifest: reference-invalid', async () => {
    expect(await code(`oci:${layout}@${DIGEST}`)).toBe('reference-invalid')
  })

  it('takes a tag that is a whole reference for the repository', async () => {
    const other = join(folder, 'other')
    const images = imageLayout()
    images.tag(images.addImage(), 'GHCR.io/acme/app:1.4')
    images.write(other)
    expect(await resolveSubject(`oci:${other}:GHCR.io/acme/app:1.4`)).toMatchObject({
      repository: 'ghcr.io/acme/app',
      name: 'app',
    })
  })

  it('rejects a tag that is not there, and an attachment by its tag: reference-invalid', async () => {
    expect(await code(`oci:${layout}:v2`)).toBe('reference-invalid')
    expect(await code(`oci:${layout}:${image.replace(':', '-')}.att`)).toBe('reference-invalid')
  })
  it('rejects a layout of two tagged images without a tag: reference-invalid', async () => {
    const images = imageLayout()
    for (const name of ['v1', 'v2']) images.tag(images.addImage({ content: name }), name)
    const two = join(folder, 'two')
    images.write(two)
    expect(await code(`oci:${two}`)).toBe('reference-invalid')
    expect(await code(`oci:${two}:v2`)).toMatch(/^sha256:/)
  })
  it.each(['oci:', 'oci::v1', 'oci:@x', 'oci:x@sha256:abc'])('rejects %j: reference-invalid', async (text) => {
    expect(await code(text)).toBe('reference-invalid')
  })
  it('rejects a folder that is no layout: source-unreadable', async () => {
    expect(await code(`oci:${folder}`)).toBe('source-unreadable')
  })

  it('gives local names that no registry reference can spell', () => {
    expect(parseImageReference('local/app').repository).toBe('docker.io/local/app')
  })

  // Model, "Subject and reference": the manifest bytes are hashed here. The digest of the index is taken at its word today.
  it('rejects an image whose manifest is not what the index says it is (C80)', async () => {
    const path = join(layout, 'blobs/sha256', image.slice(7))
    writeFileSync(path, `${readFileSync(path, 'utf8')} `)
    expect(await code(`oci:${layout}:v1`)).not.toBe(image)
  })
})

describe('publicGoodRoot', () => {
  it('is there, without the network, and is a trusted root', () => {
    const value = readJson(publicGoodRoot())
    if (!isJsonObject(value as never)) throw new Error('no object')
    const root = value as Record<string, unknown>
    expect(root['mediaType']).toMatch(/^application\/vnd\.dev\.sigstore\.trustedroot/)
    expect(root['certificateAuthorities']).toBeInstanceOf(Array)
  })
})

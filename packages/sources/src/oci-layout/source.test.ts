import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FetchedEvidence, pinSubject } from '@pawl/core'
import { type DsseEnvelope, type ImageLayout, imageLayout, signEnvelope, testKey } from '@pawl/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SOURCE_LIMITS } from '../evidence-source.ts'
import { resolveSubject } from '../resolve-subject.ts'
import { openSource } from '../source-list.ts'

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const REFERENCE = 'org.opencontainers.image.ref.name'
const KEY = testKey('ed25519')
const bundle = (name: string): object => ({ mediaType: BUNDLE, name })
const envelope = (name: string): DsseEnvelope => signEnvelope({ payload: Buffer.from(name), signers: [{ key: KEY }] })

interface Listed {
  digest: string
  mediaType: string
  annotations?: Record<string, string>
}

let folder: string
let layout: ImageLayout
let image: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-layout-'))
  layout = imageLayout()
  image = layout.addImage({ content: 'app' })
})
afterEach(() => rmSync(folder, { recursive: true }))

const blob = (digest: string): string => join(folder, 'blobs/sha256', digest.slice(7))
const nameOf = ({ bytes }: FetchedEvidence): string => {
  const value = JSON.parse(Buffer.from(bytes).toString()) as { name?: string; payload?: string }
  return value.name ?? Buffer.from(value.payload ?? '', 'base64').toString()
}
async function found(limits = SOURCE_LIMITS, subject = image): Promise<readonly string[]> {
  const answer = await openSource(folder).envelopesOf(pinSubject(subject, new Map()), limits)
  return [...answer.evidence.map(nameOf).sort(), ...(answer.complete ? [] : ['incomplete'])]
}
function changeIndex(change: (listed: Listed[]) => Listed[]): void {
  const path = join(folder, 'index.json')
  const index = JSON.parse(readFileSync(path, 'utf8')) as { manifests: Listed[] }
  writeFileSync(path, JSON.stringify({ ...index, manifests: change(index.manifests) }))
}
/** A blob of its own, and its digest. */
function add(value: unknown): string {
  const bytes = Buffer.from(JSON.stringify(value))
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  writeFileSync(blob(digest), bytes)
  return digest
}

describe('ociLayoutSource', () => {
  it('gives bundles that refer to the subject, and envelopes of its .att', async () => {
    layout.attachBundle(image, bundle('one'))
    layout.attachBundle(image, bundle('two'))
    layout.attachLegacy(image, envelope('three'))
    layout.attachLegacy(image, envelope('four'))
    layout.write(folder)
    expect(await found()).toStrictEqual(['four', 'one', 'three', 'two'])
  })

  it('reads the layout that `cosign save` writes, where a kind says what is the attestations', async () => {
    layout.attachLegacy(image, envelope('one'))
    layout.write(folder)
    changeIndex((listed) =>
      listed.map(({ annotations: _, ...each }) => ({
        ...each,
        annotations: { kind: `dev.cosignproject.cosign/${each.digest === image ? 'image' : 'atts'}` },
      })),
    )
    expect(await found()).toStrictEqual(['one'])
    expect((await resolveSubject(`oci:${folder}`)).subject.digest).toBe(image)
  })

  it('gives nothing of another image', async () => {
    const other = layout.addImage({ content: 'other' })
    layout.attachBundle(other, bundle('one'))
    layout.attachLegacy(other, envelope('two'))
    layout.write(folder)
    expect(await found()).toStrictEqual([])
    expect(await found(SOURCE_LIMITS, other)).toStrictEqual(['one', 'two'])
  })

  it('follows the fallback tag, also when the index does not list the referrer itself', async () => {
    layout = imageLayout({ referrersTag: true })
    image = layout.addImage({ content: 'app' })
    layout.attachBundle(image, bundle('one'))
    layout.write(folder)
    changeIndex((listed) =>
      listed.filter(({ annotations, digest }) => annotations?.[REFERENCE] !== undefined || digest === image),
    )
    expect(await found()).toStrictEqual(['one'])
  })

  it('believes no annotation and no artifact type: it looks at the content (C10)', async () => {
    layout.attachBundle(image, bundle('one'), {
      artifactType: 'application/vnd.oci.empty.v1+json',
      predicateType: 'https://lie.test',
    })
    layout.write(folder)
    expect(await found()).toStrictEqual(['one'])
  })

  it('notes a layer whose bytes are not what its digest says, and gives the others (C80)', async () => {
    const corrupt = layout.attachLegacy(image, envelope('one'))
    layout.attachLegacy(image, envelope('two'))
    layout.write(folder)
    const bytes = readFileSync(blob(corrupt))
    bytes[0] = (bytes[0] ?? 0) ^ 1
    writeFileSync(blob(corrupt), bytes)
    expect(await found()).toStrictEqual(['two', 'incomplete'])
  })

  it('notes a layer that is not there, and gives the others (C82)', async () => {
    const gone = layout.attachLegacy(image, envelope('one'))
    layout.attachLegacy(image, envelope('two'))
    layout.write(folder)
    rmSync(blob(gone))
    expect(await found()).toStrictEqual(['two', 'incomplete'])
  })

  it('gives nothing of a document that is a manifest and an index at once (C81)', async () => {
    const referrer = layout.attachBundle(image, bundle('one'))
    layout.write(folder)
    const manifest = JSON.parse(readFileSync(blob(referrer), 'utf8')) as object
    const ambiguous = add({ ...manifest, manifests: [] })
    changeIndex((listed) => listed.map((each) => (each.digest === referrer ? { ...each, digest: ambiguous } : each)))
    expect((await found()).filter((name) => name !== 'incomplete')).toStrictEqual([])
  })

  it('notes an .att that is a manifest and an index at once (C81)', async () => {
    layout.attachLegacy(image, envelope('one'))
    layout.write(folder)
    changeIndex((listed) =>
      listed.map((each) =>
        each.annotations?.[REFERENCE]?.endsWith('.att')
          ? { ...each, digest: add({ manifests: [], layers: [] }) }
          : each,
      ),
    )
    expect(await found()).toStrictEqual(['incomplete'])
  })

  it('accepts a piece as large as the limit, and notes one of a byte more (C63)', async () => {
    const layer = layout.attachLegacy(image, envelope('one'))
    layout.write(folder)
    const size = readFileSync(blob(layer)).length
    expect(await found({ ...SOURCE_LIMITS, bytes: size })).toStrictEqual(['one'])
    expect(await found({ ...SOURCE_LIMITS, bytes: size - 1 })).toStrictEqual(['incomplete'])
  })

  it('notes that there is more when manifests are beyond the limits (C62)', async () => {
    for (const name of ['one', 'two', 'three']) layout.attachBundle(image, bundle(name))
    layout.write(folder)
    expect(await found({ ...SOURCE_LIMITS, count: 2 })).toContain('incomplete')
    expect(await found({ ...SOURCE_LIMITS, visits: 2 })).toContain('incomplete')
    expect(await found({ ...SOURCE_LIMITS, visits: 4 })).toHaveLength(3)
  })

  it('notes that there is more when the fallback tag names more manifests than are looked at (C62)', async () => {
    layout = imageLayout({ referrersTag: true })
    image = layout.addImage({ content: 'app' })
    for (const name of ['one', 'two', 'three']) layout.attachBundle(image, bundle(name))
    layout.write(folder)
    changeIndex((listed) => listed.filter((each) => each.annotations?.[REFERENCE] === image.replace(':', '-')))
    expect(await found({ ...SOURCE_LIMITS, visits: 2 })).toContain('incomplete')
    expect(await found({ ...SOURCE_LIMITS, visits: 3 })).toStrictEqual(['one', 'three', 'two'])
  })

  // What is cut short is never complete.
  it('says that it is not complete when an .att has more layers than are looked at (C62)', async () => {
    for (const name of ['one', 'two', 'three']) layout.attachLegacy(image, envelope(name))
    layout.write(folder)
    expect(await found({ ...SOURCE_LIMITS, count: 2 })).toContain('incomplete')
  })
  it('says that it is not complete when a referrer in the index cannot be read (C80)', async () => {
    const referrer = layout.attachBundle(image, bundle('one'))
    layout.write(folder)
    writeFileSync(blob(referrer), '{}')
    expect(await found()).toStrictEqual(['incomplete'])
  })

  it.each(['', '[]', 'null', '{"manifests":', '\ufeff{}'])(
    'throws where index.json is %j: source-unreadable',
    async (text) => {
      layout.write(folder)
      writeFileSync(join(folder, 'index.json'), text)
      await expect((async () => await found())()).rejects.toMatchObject({ code: 'source-unreadable' })
    },
  )
})

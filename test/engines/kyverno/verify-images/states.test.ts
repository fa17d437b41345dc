import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { askKyverno, verdictOf, whyKyverno } from './ask-kyverno.ts'
import { askPawl } from './ask-pawl.ts'
import type { Layout } from './attested-image.ts'
import { DOCKER_REGISTRY, MISSING } from './programs.ts'
import { openScene, type Scene } from './scene.ts'
import { COLUMNS, openings, PAGE, rowsOf } from './table.ts'

const ROWS = rowsOf(PAGE)
const POD = 'out/pod.yaml'
const POLICIES = ['scanned.yaml', 'reviewed.yaml']
/** Kyverno has two answers to `verifyImages`: of the attestations, and that the image was verified at all. */
const RULES = 2
const IMAGE_VALIDATING = { policy: 'image-validating.yaml', pod: POD, rules: 1 }
const TIME = 300_000

describe('the table of examples/kyverno-verify-images', () => {
  it('has a row for every subset of the four statements', () => {
    expect(new Set(ROWS.map(({ there }) => there.join(' '))).size).toBe(16)
    expect(ROWS).toHaveLength(16)
  })

  it('says that deleting opens what it says: both ways of Kyverno, none of Pawl', () => {
    // verifyImages: to `clean` from 6 of its 7 supersets, as `clean, review` passes; to `clean, review` from 3. ImageValidating, from those with `dirty` alone: 4 + 2 + 2 + 1.
    expect(COLUMNS.map((column) => [column, openings(ROWS, column).length])).toStrictEqual([
      ['verifyImages', 9],
      ['imageValidating', 9],
      ['scanned', 0],
      ['reviewed', 0],
      ['scannedInKyverno', 0],
      ['reviewedInKyverno', 0],
    ])
  })

  it('has a yes and a no in every column', () => {
    for (const column of COLUMNS) expect(new Set(ROWS.map((row) => row[column])).size).toBe(2)
  })
})

describe('the reader of what Kyverno printed', () => {
  const line = (counts: readonly number[]): string => {
    const [pass, fail, warn, error, skip] = counts
    return `\nApplying 1 policy rule(s) to 1 resource(s)...\n\npass: ${pass}, fail: ${fail}, warn: ${warn}, error: ${error}, skip: ${skip} \n`
  }

  it.each([
    ['pass', 0, [2, 0, 0, 0, 0]],
    ['fail', 1, [0, 2, 0, 0, 0]],
    // What it ends with when no policy could be read.
    [undefined, 0, [0, 0, 0, 0, 0]],
    [undefined, 0, [1, 0, 0, 0, 0]],
    [undefined, 1, [2, 0, 0, 0, 0]],
    [undefined, 1, [1, 1, 0, 0, 0]],
    [undefined, 1, [0, 1, 0, 1, 0]],
    [undefined, 0, [2, 0, 0, 0, 1]],
    [undefined, 0, [0, 2, 0, 0, 0]],
  ])('says %s when it ended with %s and counted %s', (verdict, status, counts) => {
    expect(verdictOf({ status, text: line(counts) }, RULES)).toBe(verdict)
  })
})

if (MISSING !== undefined) console.log(`skipped: ${MISSING}`)
if (DOCKER_REGISTRY === '') console.log('skipped: PAWL_DOCKER_REGISTRY names no registry for the layout of cosign 3')

const LAYOUTS: readonly { readonly layout: Layout; readonly skipped: boolean }[] = [
  { layout: 'attachment', skipped: MISSING !== undefined },
  { layout: 'bundle', skipped: MISSING !== undefined || DOCKER_REGISTRY === '' },
]

describe.each(LAYOUTS)('the real Kyverno and Pawl, with each attestation as: $layout', ({ layout, skipped }) => {
  let scene: Scene
  beforeAll(async () => {
    if (!skipped) scene = await openScene(layout)
  }, TIME)
  afterAll(() => scene?.dispose())

  it.skipIf(skipped).each(ROWS)('say what the table says where there is: $there', async (row) => {
    await scene.image.keep(row.there)
    const [scanned, reviewed] = await askPawl(scene.image.reference, POLICIES, scene.folder)
    const said = {
      verifyImages: await askKyverno({ policy: scene.verifyImages, pod: POD, rules: RULES }, { cwd: scene.folder }),
      imageValidating: await askKyverno(IMAGE_VALIDATING, { cwd: scene.folder }),
      scanned,
      reviewed,
    }
    const { verifyImages, imageValidating } = row
    // It verifies nothing in the tag `.att`, whatever is there.
    const seen = layout === 'bundle' ? imageValidating : 'fail'
    expect(said).toStrictEqual({ verifyImages, imageValidating: seen, scanned: row.scanned, reviewed: row.reviewed })
  })
})

describe.skipIf(MISSING !== undefined)('what the page says beside the table', () => {
  it.skipIf(DOCKER_REGISTRY === '')('passes an ImageValidatingPolicy by order alone, and nothing else', async () => {
    const { image, folder, verifyImages, dispose } = await openScene('bundle')
    onTestFinished(dispose)
    const said: unknown[] = []
    for (const order of [['clean', 'dirty'] as const, ['dirty', 'clean'] as const]) {
      await image.keep(order)
      said.push([
        await askKyverno(IMAGE_VALIDATING, { cwd: folder }),
        await askKyverno({ policy: verifyImages, pod: POD, rules: RULES }, { cwd: folder }),
        ...(await askPawl(image.reference, POLICIES, folder)),
      ])
    }
    expect(said).toStrictEqual([
      ['fail', 'fail', 'allow', 'deny'],
      ['pass', 'fail', 'allow', 'deny'],
    ])
  })

  it('fails an ImageValidatingPolicy with a clean scan in the tag .att', async () => {
    const { image, folder, dispose } = await openScene('attachment')
    onTestFinished(dispose)
    await image.keep(['clean'])
    const said = await askKyverno(IMAGE_VALIDATING, { cwd: folder })
    const why = await whyKyverno(IMAGE_VALIDATING, { cwd: folder })
    expect(said).toBe('fail')
    expect(why).toContain('there is no scan')
  })
})

import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import {
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  imageLayout,
  SLSA_PROVENANCE_V1,
  signEnvelope,
  slsaProvenanceV1,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ProposeOptions, propose } from './propose.ts'

const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const folder = mkdtempSync(join(tmpdir(), 'pawl-propose-nothing-'))
const path = (name: string): string => join(folder, name)
const image = (name: string): string => `oci:${path('images')}:ghcr.io/acme/${name}:1`
const sigstore = fakeSigstore({ now: NOW })
const security = testKey('ed25519')

function payload(digest: string, predicateType: string, predicate: object): Uint8Array {
  return encodeStatement(statement({ subject: [{ digest: { sha256: digest.slice(7) } }], predicateType, predicate }))
}

beforeAll(() => {
  const layout = imageLayout()
  const [built, reviewed, foreign] = ['built', 'reviewed', 'foreign'].map((name) => {
    const digest = layout.addImage({ content: name })
    layout.tag(digest, `ghcr.io/acme/${name}:1`)
    return digest
  })
  const provenance = (digest = '', by = sigstore): object =>
    by.bundle({
      payload: payload(digest, SLSA_PROVENANCE_V1, slsaProvenanceV1()),
      identity: githubIdentity({ repository: 'acme/app' }),
    })
  layout.attachBundle(built ?? '', provenance(built))
  // Well signed, in a Sigstore that nobody named.
  layout.attachBundle(foreign ?? '', provenance(foreign, fakeSigstore({ now: NOW })))
  const review = payload(reviewed ?? '', VULNERABILITY_REVIEW_V1, vulnerabilityReview())
  layout.attachLegacy(reviewed ?? '', signEnvelope({ payload: review, signers: [{ key: security }] }))
  layout.write(path('images'))
  writeFileSync(path('root.json'), JSON.stringify(sigstore.trustedRoot))
  writeFileSync(path('security.pub'), security.publicPem)
})

async function proposed(names: readonly string[], varied: Partial<ProposeOptions> = {}) {
  const lines: string[] = []
  const out = { write: (text: string) => void lines.push(text), width: 100, paint: (_: string, text: string) => text }
  const options = {
    evidence: [],
    access: () => undefined,
    trustedRoot: [{ name: 'test', path: path('root.json') }],
    publicGood: false,
    key: [{ name: 'security', path: path('security.pub') }],
    name: 'proposed',
    now: NOW,
    ...varied,
  }
  try {
    await propose(names.map(image), options, { out, err: out, loadOpa: loadEngine })
    return { text: lines.join('\n') }
  } catch (error) {
    return asRefusal(error)
  }
}

describe('pawl policy propose, when there is nothing to propose', () => {
  it('proposes what verifies under the root that is named', async () => {
    expect(await proposed(['built'])).toMatchObject({ text: expect.stringContaining('acme-app-release') })
  })

  it('proposes nothing of what verifies under another, and says so: nothing-to-propose', async () => {
    expect(await proposed(['foreign'])).toMatchObject({
      code: 'nothing-to-propose',
      lines: [
        { at: image('foreign'), message: 'has nothing that is verified' },
        { at: 'not used', message: expect.stringMatching(/^1 piece of evidence, log-entry-invalid: .*--trusted-root/) },
      ],
    })
    expect(await proposed(['built'], { trustedRoot: [] })).toMatchObject({ code: 'nothing-to-propose' })
  })

  it('proposes nothing of envelopes by keys that nobody named, and says so: nothing-to-propose', async () => {
    expect(await proposed(['reviewed'], { key: [] })).toMatchObject({
      code: 'nothing-to-propose',
      lines: [{}, { message: expect.stringMatching(/^1 piece of evidence, signature-unverified: .*--key NAME=FILE/) }],
    })
  })

  it('proposes nothing where the images have nothing in common, and says what each has: nothing-to-propose', async () => {
    expect(await proposed(['built', 'reviewed'])).toMatchObject({
      code: 'nothing-to-propose',
      lines: [
        { at: image('built'), message: 'has provenance' },
        { at: image('reviewed'), message: 'has review' },
      ],
    })
  })

  it('proposes nothing of a review that has ended: nothing-to-propose', async () => {
    // It ends on 2026-04-01 at 02:00.
    expect(await proposed(['reviewed'], { now: 1_775_008_799 })).toHaveProperty('text')
    expect(await proposed(['reviewed'], { now: 1_775_008_800 })).toMatchObject({
      code: 'nothing-to-propose',
      lines: [{ at: image('reviewed'), message: 'has a review that ended 0 s ago' }],
    })
  })

  it('writes over nothing, and then nothing at all: output-unwritable', async () => {
    const out = path('taken')
    mkdirSync(out)
    writeFileSync(join(out, 'policy.yaml'), 'mine')
    expect(await proposed(['built'], { out })).toMatchObject({ code: 'output-unwritable' })
    expect(readFileSync(join(out, 'policy.yaml'), 'utf8')).toBe('mine')
    expect(existsSync(join(out, 'trust.yaml'))).toBe(false)
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import {
  encodeStatement,
  imageLayout,
  signEnvelope,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { program } from './program.ts'

const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z, a day after the sample review
const folder = mkdtempSync(join(tmpdir(), 'pawl-cli-'))
const path = (name: string): string => join(folder, name)
const write = (name: string, text: string): string => {
  writeFileSync(path(name), text)
  return path(name)
}

const TRUST = `apiVersion: pawl.dev/v1
kind: TrustConfiguration
metadata: { name: test, revision: 1 }
spec:
  attesters:
    - { name: security, keys: [{ file: security.pub }], claims: [review] }
`
const POLICY = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: test, revision: 1 }
spec:
  mode: enforce
  images: ["ghcr.io/acme/**", "local/**"]
  require:
    - { name: reviewed, claim: review, from: [security], maxAge: 14d }
`
let digest = ''

beforeAll(() => {
  const key = testKey('ed25519')
  const layout = imageLayout()
  digest = layout.addImage({ content: 'app' })
  layout.tag(digest, 'ghcr.io/acme/app:1')
  layout.tag(layout.addImage({ content: 'bare' }), 'ghcr.io/acme/bare:1')
  const payload = encodeStatement(
    statement({
      subject: [{ digest: { sha256: digest.slice(7) } }],
      predicateType: VULNERABILITY_REVIEW_V1,
      predicate: vulnerabilityReview(),
    }),
  )
  const envelope = signEnvelope({ payload, signers: [{ key }] })
  layout.attachLegacy(digest, envelope)
  layout.write(path('images'))
  write('review.json', JSON.stringify(envelope))
  write('security.pub', key.publicPem)
  write('trust.yaml', TRUST)
  write('policy.yaml', POLICY)
})

interface Run {
  readonly code: number | undefined
  readonly out: string
  readonly refusal: ReturnType<typeof asRefusal> | undefined
}

async function pawl(...args: readonly string[]): Promise<Run> {
  const lines: string[] = []
  let code: number | undefined
  const out = { write: (text: string) => void lines.push(text), width: 100, paint: (_: string, text: string) => text }
  try {
    await program({ out, err: out, clock: () => NOW, loadOpa: loadEngine }, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', ...args])
    return { code, out: lines.join('\n'), refusal: undefined }
  } catch (error) {
    return { code, out: lines.join('\n'), refusal: asRefusal(error) }
  }
}

const configured = (): string[] => ['--trust', path('trust.yaml'), '--policy', path('policy.yaml')]
const check = (...args: readonly string[]): Promise<Run> => pawl('check', ...args, ...configured())

describe('pawl check', () => {
  it.each(['typescript', 'opa', 'all'])('allows an image with what is required: 0 (%s)', async (engine) => {
    const run = await check(`oci:${path('images')}:ghcr.io/acme/app:1`, '--engine', engine)
    expect(run).toMatchObject({ code: 0, refusal: undefined })
    expect(run.out).toContain('ALLOW until 2026-01-02T00:05:00Z')
  })

  it.each(['typescript', 'opa', 'all'])('denies an image without: 1 (%s)', async (engine) => {
    const run = await check(`oci:${path('images')}:ghcr.io/acme/bare:1`, '--engine', engine)
    expect(run).toMatchObject({ code: 1, refusal: undefined })
    expect(run.out).toContain('there is no review')
  })

  it('denies when one of two images is without: 1', async () => {
    const both = [`oci:${path('images')}:ghcr.io/acme/app:1`, `oci:${path('images')}:ghcr.io/acme/bare:1`]
    expect(await check(...both)).toMatchObject({ code: 1 })
  })

  it('denies the same image fourteen days after its review: 1', async () => {
    const image = `oci:${path('images')}:ghcr.io/acme/app:1`
    // Reviewed 2026-01-01T02:00:00Z; 14 d later is the last second that counts.
    expect(await check(image, '--at', '2026-01-15T02:00:00Z')).toMatchObject({ code: 0 })
    const late = await check(image, '--at', '2026-01-15T02:00:01Z')
    expect(late).toMatchObject({ code: 1 })
    expect(late.out).toContain('found 1: a review by security, too old since 0 s')
  })

  it('allows a digest by evidence that is named, and denies it without: 0, 1', async () => {
    expect(await check(`ghcr.io/acme/app@${digest}`, '--evidence', path('review.json'))).toMatchObject({ code: 0 })
    const without = await check(`ghcr.io/acme/app@${digest}`, '--offline')
    expect(without).toMatchObject({ code: 1 })
    expect(without.out).toContain('nothing was asked')
  })

  it('denies another repository with the same digest: 1, not-governed', async () => {
    const run = await check(`ghcr.io/other/app@${digest}`, '--evidence', path('review.json'))
    expect(run).toMatchObject({ code: 1 })
    expect(run.out).toContain('no image pattern of the policy matches')
  })

  it('prints the whole decision as JSON, with what each engine said', async () => {
    const run = await check(`oci:${path('images')}:ghcr.io/acme/app:1`, '--engine', 'all', '-o', 'json')
    expect(JSON.parse(run.out)).toMatchObject({
      decision: 'allow',
      admit: true,
      expiresAt: NOW + 300,
      images: [
        { digest, decision: 'allow', policies: [{ name: 'test', requirements: [{ name: 'reviewed', met: true }] }] },
      ],
      engines: { typescript: { allow: true, unmet: [] }, opa: { allow: true, unmet: [] } },
    })
  })

  it('denies, and says that it would be admitted, when the policy only warns: 1', async () => {
    const policy = write('warn.yaml', POLICY.replace('enforce', 'warn'))
    const image = `oci:${path('images')}:ghcr.io/acme/bare:1`
    const run = await pawl('check', image, '--trust', path('trust.yaml'), '--policy', policy, '-o', 'json')
    expect(run).toMatchObject({ code: 1 })
    expect(JSON.parse(run.out)).toMatchObject({ decision: 'deny', admit: true })
  })
})

describe('pawl input and pawl inspect', () => {
  it('prints the document that an engine gets, and nothing about what was turned down', async () => {
    const garbage = write('garbage.json', '{')
    const args = [
      `ghcr.io/acme/app@${digest}`,
      '--trust',
      path('trust.yaml'),
      '--evidence',
      path('review.json'),
      garbage,
    ]
    const run = await pawl('input', ...args)
    expect(run.code).toBe(0)
    const { images } = JSON.parse(run.out)
    expect(images[0].claims).toHaveLength(1)
    expect(run.out).not.toContain('json-invalid')
  })

  it('shows what was verified and what was turned down, with the code', async () => {
    const garbage = write('garbage.json', '{')
    const args = [
      `ghcr.io/acme/app@${digest}`,
      '--trust',
      path('trust.yaml'),
      '--evidence',
      path('review.json'),
      garbage,
    ]
    const run = await pawl('inspect', ...args)
    expect(run.out).toMatch(/verified\s+review by security/)
    expect(run.out).toMatch(/turned down\s+json-invalid: is not strict JSON/)
  })
})

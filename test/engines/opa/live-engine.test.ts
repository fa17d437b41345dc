import { generateKeyPairSync } from 'node:crypto'
import type { InputDocument } from '@pawl/document'
import { profileOf } from '@pawl/policy'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type BundleSigner, bundleSigner } from '../../../packages/opa/src/bundle/bundle-key.ts'
import type { SeenBundle } from '../../../packages/opa/src/bundle/bundle-revision.ts'
import { type BundleEngine, engineOf } from '../../../packages/opa/src/bundle-engine.ts'
import { type BundleAnswer, type BundleSource, unanswered } from '../../../packages/opa/src/live/bundle-source.ts'
import { type LiveOptions, type LiveProblem, liveEngine } from '../../../packages/opa/src/live/live-engine.ts'
import { type BundleTarget, pawlBundle } from '../../../packages/opa/src/pawl-bundle.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const REQUEST = ['ghcr.io/acme/app:1']
const newSigner = (): BundleSigner =>
  bundleSigner(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'EdDSA')
const SIGNER = newSigner()

const policy = (attester: string) =>
  profileOf([
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'CompiledPolicy',
      name: 'production',
      revision: 1,
      mode: 'enforce',
      images: [{ glob: 'ghcr.io/acme/**', re2: '(?s)^ghcr\\.io/acme/.*$' }],
      nodes: [{ level: 0, claim: 'review', from: [attester], count: 1, maxAge: 3600, where: [] }],
      requirements: [{ name: 'reviewed', node: 0 }],
      revoked: { digests: [], statements: [], attesters: [], signers: [] },
      exceptions: [],
    },
  ])

/** Reviewed by `security`, verified for a day. */
const DOCUMENT: InputDocument = {
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images: [
    {
      reference: 'ghcr.io/acme/app:1',
      repository: 'ghcr.io/acme/app',
      name: 'app',
      digest: DIGEST,
      verifiedAt: NOW,
      validUntil: NOW + 86_400,
      trust: { name: 'acme', digest: DIGEST, revision: 1 },
      claims: [
        {
          type: 'review',
          predicateType: 'https://pawl.dev/vulnerability-review/v1',
          attester: 'security',
          signer: { kind: 'key', id: DIGEST },
          moment: NOW - 60,
          statementDigest: DIGEST,
          subject: 'exact',
          summary: {},
        },
      ],
    },
  ],
}

interface Bundled {
  readonly attester?: string
  readonly signer?: BundleSigner
  readonly target?: BundleTarget
}
/** By default the policy that allows the document. */
const bundle = (revision: number, { attester = 'security', signer = SIGNER, target = 'wasm' }: Bundled = {}) =>
  pawlBundle({ target, profile: policy(attester), revision }, { signer, keyId: 'default' })

/** A source that answers what the test says, a clock and a timer that stand still. */
class Stage {
  now = NOW
  answer: BundleAnswer = unanswered('bundle-source-unreachable')
  readonly marks: (string | undefined)[] = []
  readonly kept: SeenBundle[] = []
  readonly reports: (LiveProblem | undefined)[] = []
  work: (() => void) | undefined
  #told: () => void = () => undefined

  readonly source: BundleSource = {
    read: async (mark) => {
      this.marks.push(mark)
      return this.answer
    },
  }

  async open(more: Partial<LiveOptions> = {}) {
    const live = await liveEngine({
      source: this.source,
      pins: { keys: [SIGNER.key], revisions: { least: 1, seen: [] } },
      engine: engineOf,
      keep: (seen) => void this.kept.push(seen),
      report: (problem) => {
        this.reports.push(problem)
        this.#told()
      },
      maxAge: 600,
      pollEvery: 60,
      clock: () => this.now,
      schedule: (work, seconds) => {
        expect(seconds).toBe(60)
        this.work = work
        return () => {
          this.work = undefined
        }
      },
      ...more,
    })
    onTestFinished(() => live.close())
    return {
      live,
      /** After so many seconds the next attempt; what it came to. */
      poll: async (seconds: number) => {
        this.now += seconds
        const told = new Promise<void>((resolve) => {
          this.#told = resolve
        })
        this.work?.()
        await told
        return this.reports.at(-1)
      },
      ask: (now = this.now) => live.evaluate(REQUEST, { ...DOCUMENT, now }),
    }
  }

  serve(bytes: Uint8Array, mark?: string): void {
    this.answer = { outcome: 'read', bytes, mark }
  }
}

const STALE = { allow: false, code: 'bundle-stale' }

describe('liveEngine', () => {
  it('allows by the bundle that its source has, until that is not confirmed any longer: bundle-stale', async () => {
    const stage = new Stage()
    stage.serve(await bundle(1))
    const { ask, live } = await stage.open()
    expect(await ask()).toStrictEqual({ allow: true, unmet: [], expiresAt: NOW + 600 })
    stage.now = NOW + 599
    expect(await ask()).toStrictEqual({ allow: true, unmet: [], expiresAt: NOW + 600 })
    stage.now = NOW + 600
    expect(await ask()).toEqual(STALE)
    expect(live.status()).toMatchObject({ inUse: { revision: 1 }, confirmedAt: NOW, problem: undefined })
    expect(stage.kept).toMatchObject([{ revision: 1 }])
  })

  it('denies by a bundle whose policy is not met', async () => {
    const stage = new Stage()
    stage.serve(await bundle(1, { attester: 'other' }))
    const { ask } = await stage.open()
    expect(await ask()).toMatchObject({ allow: false, unmet: [[0, 'production', 'reviewed']] })
  })

  it('denies while there was no bundle, and allows once there is one', async () => {
    const stage = new Stage()
    const { ask, poll } = await stage.open()
    expect(await ask()).toEqual(STALE)
    expect(stage.reports).toEqual(['bundle-source-unreachable'])
    stage.answer = { outcome: 'same' }
    expect(await poll(60)).toBe('bundle-source-refused')
    expect(await ask()).toEqual(STALE)
    stage.serve(await bundle(1))
    expect(await poll(60)).toBeUndefined()
    expect(await ask()).toMatchObject({ allow: true })
  })

  it('is confirmed by "the same" and by the same bytes, as of when it was asked', async () => {
    const stage = new Stage()
    const bytes = await bundle(1)
    stage.serve(bytes, '"one"')
    const { ask, poll } = await stage.open()
    stage.answer = { outcome: 'same' }
    expect(await poll(60)).toBeUndefined()
    expect(await ask()).toMatchObject({ allow: true, expiresAt: NOW + 660 })
    stage.serve(bytes, '"two"')
    expect(await poll(60)).toBeUndefined()
    expect(await ask()).toMatchObject({ allow: true, expiresAt: NOW + 720 })
    stage.answer = unanswered('bundle-source-late')
    expect(await poll(60)).toBe('bundle-source-late')
    expect(await ask()).toMatchObject({ allow: true, expiresAt: NOW + 720 })
    expect(stage.marks).toEqual([undefined, '"one"', '"one"', '"two"'])
  })

  it('counts its age from before a slow answer', async () => {
    const stage = new Stage()
    const bytes = await bundle(1)
    const slow: BundleSource = {
      read: async () => {
        stage.now += 300
        return { outcome: 'read', bytes, mark: undefined }
      },
    }
    const { live } = await stage.open({ source: slow })
    expect(live.status().confirmedAt).toBe(NOW)
  })

  it('follows a higher revision', async () => {
    const stage = new Stage()
    stage.serve(await bundle(1))
    const { ask, poll, live } = await stage.open()
    stage.serve(await bundle(2, { attester: 'other' }))
    expect(await poll(60)).toBeUndefined()
    expect(await ask()).toMatchObject({ allow: false, unmet: [[0, 'production', 'reviewed']] })
    expect(live.status().inUse?.revision).toBe(2)
  })

  it.each([
    ['bundle-revision-lower', () => bundle(1)],
    ['bundle-revision-forked', () => bundle(2, { attester: 'other' })],
    ['bundle-signature-invalid', () => bundle(3, { signer: newSigner() })],
    ['bundle-no-module', () => bundle(3, { target: 'rego' as const })],
    ['bundle-unreadable', async () => (await bundle(3)).subarray(0, 2000)],
  ])('keeps the good bundle, and does not make it younger, when the next is bad: %s', async (code, bad) => {
    const stage = new Stage()
    stage.serve(await bundle(2), '"good"')
    const { ask, poll, live } = await stage.open()
    stage.serve(await bad(), '"bad"')
    expect(await poll(60)).toBe(code)
    expect(live.status()).toMatchObject({ inUse: { revision: 2 }, confirmedAt: NOW, problem: code })
    expect(await ask()).toMatchObject({ allow: true, expiresAt: NOW + 600 })
    expect(await poll(540)).toBe(code)
    expect(await ask()).toEqual(STALE)
    // Asked with the mark of the good one, always: "the same" must never be said of the bad one.
    expect(stage.marks).toEqual([undefined, '"good"', '"good"'])
    expect(stage.kept).toHaveLength(1)
  })

  it('recovers when the good one comes back', async () => {
    const stage = new Stage()
    const good = await bundle(2)
    stage.serve(good)
    const { ask, poll } = await stage.open()
    stage.serve(Buffer.from('<html>'))
    expect(await poll(600)).toBe('bundle-unreadable')
    expect(await ask()).toEqual(STALE)
    stage.serve(good)
    expect(await poll(60)).toBeUndefined()
    expect(await ask()).toMatchObject({ allow: true, expiresAt: NOW + 1260 })
  })

  it('takes no revision below one that it had seen before it began: bundle-revision-lower', async () => {
    const stage = new Stage()
    stage.serve(await bundle(4))
    const seen = [{ revision: 5, digest: DIGEST }]
    const { ask } = await stage.open({ pins: { keys: [SIGNER.key], revisions: { least: 0, seen } } })
    expect(stage.reports).toEqual(['bundle-revision-lower'])
    expect(await ask()).toEqual(STALE)
  })

  it('uses no bundle whose revision cannot be kept: bundle-state-unwritable', async () => {
    const stage = new Stage()
    stage.serve(await bundle(1))
    const { ask } = await stage.open({
      keep: () => {
        throw new Error('disk full')
      },
    })
    expect(stage.reports).toEqual(['bundle-state-unwritable'])
    expect(await ask()).toEqual(STALE)
  })

  it('asks again after a source that throws: bundle-source-unreachable', async () => {
    const stage = new Stage()
    const { poll, ask } = await stage.open({
      source: {
        read: async (mark) => {
          if (stage.reports.length === 0) throw new TypeError('a defect')
          return stage.source.read(mark)
        },
      },
    })
    expect(stage.reports).toEqual(['bundle-source-unreachable'])
    stage.serve(await bundle(1))
    expect(await poll(60)).toBeUndefined()
    expect(await ask()).toMatchObject({ allow: true })
  })

  it('denies when the clock is set back by more than clocks may differ: bundle-stale', async () => {
    const stage = new Stage()
    stage.serve(await bundle(1))
    const { ask } = await stage.open()
    stage.now = NOW - 300
    expect(await ask(NOW)).toMatchObject({ allow: true })
    stage.now = NOW - 301
    expect(await ask(NOW)).toEqual(STALE)
    stage.now = Number.NaN
    expect(await ask(NOW)).toEqual(STALE)
  })

  it('gives no yes for a document that is later than the bundle lasts: bundle-stale', async () => {
    const stage = new Stage()
    stage.serve(await bundle(1))
    const { ask } = await stage.open()
    expect(await ask(NOW + 599)).toMatchObject({ allow: true, expiresAt: NOW + 600 })
    expect(await ask(NOW + 600)).toEqual(STALE)
  })

  it('denies when it is closed, and asks its source no more: engine-closed', async () => {
    const stage = new Stage()
    stage.serve(await bundle(1))
    const { ask, live } = await stage.open()
    await live.close()
    expect(await ask()).toEqual({ allow: false, code: 'engine-closed' })
    expect(stage.work).toBeUndefined()
  })

  it('lets the old engine answer what it was asked before it closes it', async () => {
    const stage = new Stage()
    stage.serve(await bundle(1))
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const closed: number[] = []
    const { ask, poll } = await stage.open({
      engine: async (opened) => {
        const inner = await engineOf(opened)
        if ('outcome' in inner) return inner
        const slow: BundleEngine = {
          evaluate: async (request, document) => {
            if (opened.revision === 1) await held
            return inner.evaluate(request, document)
          },
          close: async () => {
            closed.push(opened.revision)
            await inner.close()
          },
        }
        return slow
      },
    })
    const first = ask()
    stage.serve(await bundle(2, { attester: 'other' }))
    await poll(60)
    expect(await ask()).toMatchObject({ allow: false })
    expect(closed).toEqual([])
    release()
    expect(await first).toMatchObject({ allow: true })
    expect(closed).toEqual([1])
  })
})

import { readFileSync } from 'node:fs'
import type { InputDocument, JsonValue } from '@pawl/document'
import { profileOf } from '@pawl/policy'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isBundleRejection } from '../bundle/bundle-rejection.ts'
import type { OpenedBundle } from '../bundle/open-bundle.ts'
import { loadForeignModule } from '../foreign-module.ts'
import { foreignEngineOf } from './foreign-engine.ts'

// A module of OPA is a module of OPA: the one of this package, as if somebody else had built it.
const WASM = Uint8Array.from(readFileSync(new URL('../../bundle/policy.wasm', import.meta.url)))
const ENTRYPOINT = 'pawl/engine/decision'
const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const REQUEST = ['ghcr.io/acme/app:1']

const PROFILE: JsonValue = JSON.parse(
  JSON.stringify(
    profileOf([
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'CompiledPolicy',
        name: 'theirs',
        revision: 1,
        mode: 'enforce',
        images: [{ glob: '**', re2: '(?s)^.*$' }],
        nodes: [{ level: 0, claim: 'review', from: ['security'], count: 1, maxAge: 3600, where: [] }],
        requirements: [{ name: 'reviewed', node: 0 }],
        revoked: { digests: [], statements: [], attesters: [], signers: [] },
        exceptions: [],
      },
    ]),
  ),
)

const documentWith = (claims: boolean, summary: Record<string, string> = {}): InputDocument => ({
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
      validUntil: NOW + 300,
      trust: { name: 'acme', digest: DIGEST, revision: 1 },
      claims: claims
        ? [
            {
              type: 'review',
              predicateType: 'https://pawl.dev/vulnerability-review/v1',
              attester: 'security',
              signer: { kind: 'key', id: DIGEST },
              moment: NOW - 60,
              statementDigest: DIGEST,
              subject: 'exact',
              summary,
            },
          ]
        : [],
    },
  ],
})

const BUNDLE: OpenedBundle = {
  revision: 1,
  digest: DIGEST,
  entrypoints: [ENTRYPOINT],
  module: WASM,
  data: { pawl: { profile: PROFILE } },
  files: [],
}
const OPTIONS = { entrypoint: ENTRYPOINT, deadline: 20_000, waiting: 4, heap: 64 }

async function engine(bundle: OpenedBundle = BUNDLE, options: Partial<typeof OPTIONS> = {}) {
  const made = await foreignEngineOf(bundle, { ...OPTIONS, ...options })
  if (isBundleRejection(made)) throw new Error(made.code)
  onTestFinished(() => made.close())
  return made
}
async function verdict(bundle: OpenedBundle, entrypoint = ENTRYPOINT): Promise<string> {
  const made = await foreignEngineOf(bundle, { ...OPTIONS, entrypoint })
  if (isBundleRejection(made)) return made.code
  await made.close()
  return 'open'
}

/** With a memory section of no memories, where it belongs: before the globals (6). */
function withMemorySection(wasm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let at = 8
  while (wasm[at] !== 6) {
    let size = 0
    let next = at + 1
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[next] ?? 0
      size += (byte & 0x7f) * 2 ** shift
      next += 1
      if (byte < 0x80) break
    }
    at = next + size
  }
  return Uint8Array.from([...wasm.slice(0, at), 5, 1, 0, ...wasm.slice(at)])
}

describe('foreignEngineOf', () => {
  it('allows when the rules give the yes', async () => {
    const made = await engine()
    expect(await made.evaluate(REQUEST, documentWith(true))).toStrictEqual({
      allow: true,
      unmet: [],
      expiresAt: NOW + 300,
    })
  })

  it('denies when one claim is missing, and says what the rules say', async () => {
    const made = await engine()
    expect(await made.evaluate(REQUEST, documentWith(false))).toStrictEqual({
      allow: false,
      unmet: [[0, 'theirs', 'reviewed']],
      expiresAt: null,
    })
  })

  it('denies when the request has an image that the document has not, whatever the rules say', async () => {
    const made = await engine()
    expect(await made.evaluate([...REQUEST, 'ghcr.io/acme/other:1'], documentWith(true))).toStrictEqual({
      allow: false,
      unmet: [[-1, ENTRYPOINT, ENTRYPOINT]],
      expiresAt: null,
    })
  })

  it('keeps nothing of one evaluation for the next, and answers each its own', async () => {
    const made = await engine(BUNDLE, { waiting: 8 })
    const questions = [true, false, true, true, false, false, true]
    const answers = await Promise.all(questions.map((claims) => made.evaluate(REQUEST, documentWith(claims))))
    expect(answers.map(({ allow }) => allow)).toEqual(questions)
  })

  it('denies when the rules say no without a reason: engine-answer-invalid', async () => {
    const made = await engine({ ...BUNDLE, data: {} })
    expect(await made.evaluate(REQUEST, documentWith(true))).toEqual({ allow: false, code: 'engine-answer-invalid' })
  })

  it('denies when a string of the document is not well-formed: engine-error', async () => {
    const made = await engine()
    expect(await made.evaluate(REQUEST, documentWith(true, { note: '\ud800' }))).toEqual({
      allow: false,
      code: 'engine-error',
    })
    expect(await made.evaluate(REQUEST, documentWith(true))).toMatchObject({ allow: true })
  })

  it('denies when the document cannot be JSON: engine-error', async () => {
    const big = { now: 1n } as unknown as InputDocument
    expect(await (await engine()).evaluate(REQUEST, big)).toEqual({ allow: false, code: 'engine-error' })
  })

  it('denies when the document needs more than the memory of the module: engine-memory-exceeded', async () => {
    const made = await engine(BUNDLE, { heap: 512 })
    const large = documentWith(true, { note: 'x'.repeat(70_000_000) })
    expect(await made.evaluate(REQUEST, large)).toEqual({ allow: false, code: 'engine-memory-exceeded' })
    expect(await made.evaluate(REQUEST, documentWith(true))).toMatchObject({ allow: true })
  })

  it('denies when more wait than may: engine-busy', async () => {
    const made = await engine(BUNDLE, { waiting: 1 })
    const codes = await Promise.all([1, 2, 3, 4].map(() => made.evaluate(REQUEST, documentWith(true))))
    expect(codes.filter(({ allow }) => allow)).toHaveLength(2)
    expect(codes.slice(2)).toEqual([1, 2].map(() => ({ allow: false, code: 'engine-busy' })))
  })

  it('denies when it is closed, also what waits: engine-closed', async () => {
    const made = await engine()
    const waiting = [made.evaluate(REQUEST, documentWith(true)), made.evaluate(REQUEST, documentWith(true))]
    await made.close()
    for (const answer of [...waiting, made.evaluate(REQUEST, documentWith(true))]) {
      expect(await answer).toEqual({ allow: false, code: 'engine-closed' })
    }
  })

  it('refuses a bundle without a module: bundle-no-module', async () => {
    expect(await verdict({ ...BUNDLE, module: undefined })).toBe('bundle-no-module')
  })

  it('refuses a module that does not begin, brings memory, or has no such entrypoint: bundle-module-invalid', async () => {
    expect(await verdict(BUNDLE)).toBe('open')
    expect(await verdict({ ...BUNDLE, module: WASM.slice(0, 1000) })).toBe('bundle-module-invalid')
    expect(await verdict(BUNDLE, 'acme/allow')).toBe('bundle-module-invalid')
    const memory = withMemorySection(WASM)
    // It would run: only the look at its sections is against it.
    expect(loadForeignModule(memory, ENTRYPOINT, {}).evaluate({})).toMatchObject({ allow: false })
    expect(await verdict({ ...BUNDLE, module: memory })).toBe('bundle-module-invalid')
  })
})

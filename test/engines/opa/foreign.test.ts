import type { InputDocument } from '@pawl/document'
import { type BundleEngine, bundleKey, foreignEngineOf, isBundleRejection, openBundle } from '@pawl/opa'
import { testKey } from '@pawl/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPA, opaBundle } from './real-opa.ts'

// Loud: a run without opa names these as skipped.
const real = OPA === undefined ? describe.skip : describe

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const REQUEST = ['ghcr.io/acme/app:1']
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
      validUntil: NOW + 300,
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

/** A rule and what it may come to. Each is an entrypoint `hostile/<name>`. */
const RULES: readonly (readonly [name: string, rule: string, code: string])[] = [
  ['text', 'text := "allow"', 'engine-answer-invalid'],
  ['yes', 'yes := true', 'engine-answer-invalid'],
  ['no', 'no := false', 'engine-answer-invalid'],
  ['list', 'list := [{"allow": true, "unmet": [], "expiresAt": input.images[0].validUntil}]', 'engine-answer-invalid'],
  ['none', 'none := null', 'engine-answer-invalid'],
  ['bare', 'bare := {"allow": true}', 'engine-answer-invalid'],
  ['endless', 'endless := {"allow": true, "unmet": [], "expiresAt": null}', 'engine-answer-invalid'],
  [
    'later',
    'later := {"allow": true, "unmet": [], "expiresAt": input.images[0].validUntil + 1}',
    'engine-answer-invalid',
  ],
  ['over', 'over := {"allow": true, "unmet": [], "expiresAt": input.now}', 'engine-answer-invalid'],
  ['half', 'half := {"allow": true, "unmet": [], "expiresAt": input.now + 1.5}', 'engine-answer-invalid'],
  ['word', 'word := {"allow": "true", "unmet": [], "expiresAt": input.images[0].validUntil}', 'engine-answer-invalid'],
  [
    'more',
    'more := {"allow": true, "unmet": [], "expiresAt": input.images[0].validUntil, "more": 1}',
    'engine-answer-invalid',
  ],
  [
    'torn',
    'torn := {"allow": true, "unmet": [[0, "a", "b"]], "expiresAt": input.images[0].validUntil}',
    'engine-answer-invalid',
  ],
  ['silent', 'silent := {"allow": false, "unmet": [], "expiresAt": null}', 'engine-answer-invalid'],
  ['unsaid', 'unsaid := 1 if input.nothing', 'engine-undefined'],
  ['clash', 'clash := 1 if input.now\n\nclash := 2 if input.images', 'engine-error'],
  ['absent', 'absent := http.send({"method": "GET", "url": input.kind})', 'engine-builtin-missing'],
  [
    'slow',
    'slow := count([1 | r := numbers.range(1, 50000); some a in r; some b in r; b == input.kind])',
    'engine-deadline-passed',
  ],
  [
    'hungry',
    'hungry := [s | some a in numbers.range(1, 100000); d := input.images[0].digest; s := concat("", [d, d, d, d, d, d, d, d, d, d, d, d])]',
    'engine-memory-exceeded',
  ],
  ['long', 'long := [t | some a in numbers.range(1, 100000); t := input.images[0].digest]', 'engine-answer-invalid'],
]
const YES = `decision := {"allow": true, "unmet": [], "expiresAt": input.images[0].validUntil} if {
  some claim in input.images[0].claims
  claim.type == "review"
}

decision := {"allow": false, "unmet": [[0, "acme", "reviewed"]], "expiresAt": null} if {
  count(input.images[0].claims) == 0
}`

/** Endless where the image has no claims. */
const MOODY = `moody := decision if count(input.images[0].claims) > 0

moody := count([1 | r := numbers.range(1, 50000); some a in r; some b in r; b == input.kind]) if {
  count(input.images[0].claims) == 0
}`

const WITHOUT_CLAIMS = { ...DOCUMENT, images: DOCUMENT.images.map((image) => ({ ...image, claims: [] })) }
const LIMITS = { deadline: 20_000, waiting: 4, heap: 64 }
/** Milliseconds. What is endless is not waited for long; what is large takes its time. */
const SHORT = 1500

real('the rules of somebody else, built by the real opa', () => {
  const key = testKey('p256')
  let bundle: ReturnType<typeof openBundle>
  const engines = new Map<string, BundleEngine>()

  const engineFor = async (
    name: string,
    deadline = name === 'slow' ? SHORT : LIMITS.deadline,
  ): Promise<BundleEngine> => {
    if (isBundleRejection(bundle)) throw new Error(bundle.code)
    const engine = await foreignEngineOf(bundle, { ...LIMITS, entrypoint: `hostile/${name}`, deadline })
    if (isBundleRejection(engine)) throw new Error(engine.code)
    engines.set(name, engine)
    return engine
  }

  beforeAll(() => {
    const rules = [YES, MOODY, ...RULES.map(([, rule]) => rule)].join('\n\n')
    const bytes = opaBundle({
      sources: { 'hostile.rego': `package hostile\n\n${rules}\n` },
      target: 'wasm',
      entrypoints: ['decision', 'moody', ...RULES.map(([name]) => name)].map((name) => `hostile/${name}`),
      revision: '1',
      key,
      algorithm: 'ES256',
    })
    bundle = openBundle(bytes, { keys: [bundleKey(key.publicPem, 'ES256')], revisions: { least: 1, seen: [] } })
  })
  afterAll(async () => {
    await Promise.all([...engines.values()].map((engine) => engine.close()))
  })

  it('allows when they give the one yes', async () => {
    const engine = await engineFor('decision')
    expect(await engine.evaluate(REQUEST, DOCUMENT)).toStrictEqual({ allow: true, unmet: [], expiresAt: NOW + 300 })
  })

  it('denies when the claim is missing, and says what they say', async () => {
    const engine = await engineFor('decision')
    expect(await engine.evaluate(REQUEST, WITHOUT_CLAIMS)).toStrictEqual({
      allow: false,
      unmet: [[0, 'acme', 'reviewed']],
      expiresAt: null,
    })
  })

  it('denies when they judge one image of two that are asked for', async () => {
    const engine = await engineFor('decision')
    expect(await engine.evaluate([...REQUEST, 'ghcr.io/acme/other:1'], DOCUMENT)).toMatchObject({
      allow: false,
      unmet: [[-1, 'hostile/decision', 'hostile/decision']],
    })
  })

  it.each(RULES)('denies, and answers the next question: %s', async (name, _, code) => {
    const engine = await engineFor(name)
    expect(await engine.evaluate(REQUEST, DOCUMENT)).toEqual({ allow: false, code })
    const again = await engine.evaluate(REQUEST, DOCUMENT)
    expect(again).toEqual({ allow: false, code })
  })

  it('ends the one that is late, and answers what waited behind it', async () => {
    const engine = await engineFor('moody', SHORT)
    const late = engine.evaluate(REQUEST, WITHOUT_CLAIMS)
    await new Promise((resolve) => setTimeout(resolve, SHORT / 2))
    const behind = engine.evaluate(REQUEST, DOCUMENT)
    expect(await late).toEqual({ allow: false, code: 'engine-deadline-passed' })
    expect(await behind).toMatchObject({ allow: true })
  })

  it('counts the time that was waited', async () => {
    const engine = await engineFor('moody', SHORT)
    const both = [engine.evaluate(REQUEST, WITHOUT_CLAIMS), engine.evaluate(REQUEST, DOCUMENT)]
    for (const answer of await Promise.all(both))
      expect(answer).toEqual({ allow: false, code: 'engine-deadline-passed' })
  })

  it('has no entrypoint that the manifest does not name: bundle-module-invalid', async () => {
    if (isBundleRejection(bundle)) throw new Error(bundle.code)
    const engine = await foreignEngineOf(bundle, { entrypoint: 'hostile/other', ...LIMITS })
    expect(engine).toEqual({ outcome: 'refused', code: 'bundle-module-invalid' })
  })
})

import process from 'node:process'
import { globMatches } from '@pawl/document'
import { type Decision, decide, identifyProfile } from '@pawl/policy'
import { type LintFacts, type LintFinding, lintPolicy } from '@pawl/policy/lint'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../cross-engine/outcome-text.ts'
import { isObject, type Json, type JsonObject } from '../generators/json-tree.ts'
import { type Case, takeCases } from '../generators/random-case.ts'
import { NOW } from '../generators/vocabulary.ts'

const SEED = Number(process.env['PAWL_SEED'] ?? 11)
const COUNT = process.env['PAWL_SIZE'] === 'long' ? 20_000 : 800

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((each: Json) => isObject(each)) : []
}

/** A trust configuration that lets everybody make what was made, and nothing else. */
function factsOf(document: unknown): LintFacts {
  const images = isObject(document as Json) ? objects((document as JsonObject)['images']) : []
  const claims = images.flatMap((image) => objects(image['claims']))
  const attesters = [...Map.groupBy(claims, (claim) => String(claim['attester']))].map(([name, made]) => ({
    name,
    claims: made.map((claim) => String(claim['type'])),
    identities: [],
    buildLevel: undefined,
  }))
  const dated = claims.filter((claim) => claim['moment'] !== undefined).map((claim) => String(claim['type']))
  const agelessClaims = claims.map((claim) => String(claim['type'])).filter((type) => !dated.includes(type))
  return { now: NOW, fields: new Map(), certificateFields: [], trust: { attesters, agelessClaims } }
}

/** Requirements that claims met, by policy: whatever lint says can never be met is none of them. */
function metByClaims(decision: Decision): ReadonlySet<string> {
  const policies = decision.images.flatMap((image) => image.policies)
  return new Set(
    policies.flatMap(({ name, requirements }) =>
      requirements.flatMap((each) => (each.met && each.byException === undefined ? [`${name} ${each.name}`] : [])),
    ),
  )
}

/** Errors that do not say a requirement cannot be met: of exceptions, and of a name that nobody has, which `pawl check` refuses beside any other. */
const BESIDE = /^(exception-.*|attester-unknown)$/

interface Judged {
  readonly findings: readonly LintFinding[]
  readonly met: number
  readonly wrong: readonly string[]
}

function judged({ written, profile, document }: Case): Judged {
  const decision = decide(document, identifyProfile(profile, sha256))
  const met = metByClaims(decision)
  const governed = isObject(document as Json) ? objects((document as JsonObject)['images']) : []
  const all = written.map((policy) => ({
    policy,
    findings: lintPolicy(JSON.parse(JSON.stringify(policy)), factsOf(document)),
  }))
  const wrong = all.flatMap(({ policy, findings }) =>
    findings.filter((finding) => {
      if (finding.severity !== 'error') return false
      if (finding.code === 'scope-impossible')
        return governed.some(({ repository }) => globMatches(finding.value ?? '', String(repository)))
      return !BESIDE.test(finding.code) && met.has(`${policy.metadata.name} ${finding.requirement}`)
    }),
  )
  return {
    findings: all.flatMap(({ findings }) => findings),
    met: met.size,
    wrong: wrong.map(({ code, at }) => `${code} ${at}`),
  }
}

describe('an error of lint', () => {
  const cases = takeCases(SEED, COUNT)
  const results = cases.map(judged)

  it(`is never said of a requirement that claims meet, nor of a pattern that governs an image (seed ${SEED})`, () => {
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([])
  })

  it('was said, and requirements were met: else nothing was compared', () => {
    const errors = results.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))
    expect(results.reduce((sum, { met }) => sum + met, 0)).toBeGreaterThan(COUNT / 4)
    const codes = new Set(errors.map(({ code }) => code))
    for (const code of [
      'attester-unknown',
      'attester-may-not-make-claim',
      'attester-revoked',
      'count-out-of-reach',
      'age-never-known',
    ])
      expect(codes, code).toContain(code)
  })
})

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { LoadOpa } from '../../../judge.ts'
import { program } from '../../../program.ts'

const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const EXAMPLE = fileURLToPath(new URL('../../../../../../examples/policy-test/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pawl-test-'))
cpSync(EXAMPLE, folder, { recursive: true })
const CASES = readFileSync(join(folder, 'cases.yaml'), 'utf8')
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
/** Cases of our own, over the files of the example. */
const cases = (text: string, spec = ''): string =>
  write(
    'own.yaml',
    `apiVersion: pawl.dev/v1\nkind: PolicyTest\nmetadata: { name: own }\nspec:\n  trust: trust.yaml\n  policies: [policy.yaml]\n${spec}  cases:\n${text}\n`,
  )
const one = (expectation: string, now = '2026-01-02T00:00:00Z', document = 'good.json'): string =>
  cases(`    - { name: a case, now: ${now}, document: ${document}, ${expectation} }`)

interface Circumstances {
  readonly now?: number
  readonly loadOpa?: LoadOpa
}
async function run(args: readonly string[], { now = NOW, loadOpa = loadEngine }: Circumstances = {}) {
  const lines: string[] = []
  let code: number | undefined
  const out = { write: (text: string) => void lines.push(text), width: 80, paint: (_: string, text: string) => text }
  try {
    await program({ out, err: out, clock: () => now, loadOpa }, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', 'policy', 'test', ...args])
    return { code, out: lines.join('\n'), refusal: undefined }
  } catch (error) {
    return { code, out: lines.join('\n'), refusal: asRefusal(error) }
  }
}

describe('pawl policy test', () => {
  it.each(['typescript', 'opa', 'all'])('passes the example by its own expectations: 0 (%s)', async (engine) => {
    const result = await run([join(EXAMPLE, 'cases.yaml'), '--engine', engine])
    expect(result).toMatchObject({ code: 0, refusal: undefined })
    expect(result.out).toMatch(/\n {2}pass {2}without the review\n/)
    expect(result.out).toMatch(/10 passed, 0 failed$/)
  })

  it('fails each case of the example when the other decision is expected: 1', async () => {
    const written: readonly { readonly name: string }[] = parse(CASES).spec.cases
    const other = (text: string): string =>
      text
        .replace(/^ {6}expiresAt.*\n/gm, '')
        .replace(/^ {6}decision: (allow|deny)/gm, (_, word) => `      decision: ${word === 'allow' ? 'deny' : 'allow'}`)
    const { code, out } = await run([write('other.yaml', other(CASES)), '-o', 'json'])
    expect(code).toBe(1)
    const results = JSON.parse(out)
    expect(results).toMatchObject({ passed: 0, failed: 10 })
    expect(results.cases.map(({ name }: { readonly name: string }) => name)).toEqual(written.map(({ name }) => name))
  })

  it('fails when one file of two fails: 1', async () => {
    const good = join(EXAMPLE, 'cases.yaml')
    expect(await run([good, one('decision: allow')])).toMatchObject({ code: 0 })
    const both = await run([good, one('decision: deny')])
    expect(both).toMatchObject({ code: 1 })
    expect(both.out).toContain('10 passed, 1 failed')
  })

  it('says why an image was denied that should be allowed, though only the decision is expected', async () => {
    const { code, out } = await run([one('without: { claims: [review] }, decision: allow')])
    expect(code).toBe(1)
    expect(out).toContain(`  FAIL  a case
        decision
          expected  allow
          got       deny
                    scanned-and-reviewed: a vulnerability-scan by scanner
                    without the second claim it needs; there is no review`)
  })

  it.each([
    ['built-by-our-ci: met', 0],
    ['built-by-our-ci: by-exception', 1],
    ['built-by-our-ci: unmet', 1],
    ['built-by-our-ci: [claim-missing]', 1],
    ['scanned-and-reviewed: unmet', 0],
    ['scanned-and-reviewed: met', 1],
    ['scanned-and-reviewed: by-exception', 1],
    ['scanned-and-reviewed: [claim-missing, partner-missing]', 0],
    ['scanned-and-reviewed: [partner-missing, claim-missing]', 0],
    ['scanned-and-reviewed: [partner-missing]', 1],
    ['scanned-and-reviewed: [claim-missing, partner-missing, not-covered]', 1],
    ['production/scanned-and-reviewed: unmet', 0],
    ['production/scanned-and-reviewed: met', 1],
  ])('compares states and reasons exactly: %s: %d', async (expected, code) => {
    const path = one(`without: { claims: [review] }, decision: deny, requirements: { ${expected} }`)
    expect(await run([path])).toMatchObject({ code, refusal: undefined })
  })

  it('compares the end of an allow to the second', async () => {
    expect(await run([one('decision: allow, expiresAt: 2026-01-02T00:05:00Z')])).toMatchObject({ code: 0 })
    const late = await run([one('decision: allow, expiresAt: 2026-01-02T00:05:01Z')])
    expect(late).toMatchObject({ code: 1 })
    expect(late.out).toMatch(/expected\s+2026-01-02T00:05:01Z\n\s+got\s+2026-01-02T00:05:00Z/)
  })

  it('moves the verification of a document with now, and nothing of its claims', async () => {
    // Captured at midnight. At 21:59:59 a scan of 22:00 the day before counts, and five minutes later it does not.
    const at = (now: string, expected: string) => run([one(`decision: ${expected}`, now)])
    expect(await at('2026-01-02T21:59:59Z', 'allow')).toMatchObject({ code: 0 })
    expect(await at('2026-01-02T22:00:01Z', 'deny')).toMatchObject({ code: 0 })
    expect(await at('2026-01-02T22:00:01Z', 'allow')).toMatchObject({ code: 1 })
  })

  it('keeps a verification as old as it was: one that had run out stays so', async () => {
    const document = JSON.parse(readFileSync(join(folder, 'good.json'), 'utf8'))
    write('stale.json', JSON.stringify({ ...document, now: document.now + 300 }))
    const expectation = 'decision: deny, requirements: { built-by-our-ci: [entry-expired] }'
    expect(await run([one(expectation, '2026-01-02T00:00:00Z', 'stale.json')])).toMatchObject({ code: 0 })
    write('fresh.json', JSON.stringify({ ...document, now: document.now + 299 }))
    expect(await run([one(expectation, '2026-01-02T00:00:00Z', 'fresh.json')])).toMatchObject({ code: 1 })
  })

  it('takes one image of a document as well', async () => {
    const document = JSON.parse(readFileSync(join(folder, 'good.json'), 'utf8'))
    write('image.json', JSON.stringify(document.images[0]))
    const expectation = 'decision: allow, expiresAt: 2026-01-02T21:00:00Z'
    expect(await run([one(expectation, '2026-01-02T20:55:00Z', 'image.json')])).toMatchObject({ code: 0 })
  })
})

describe('the clock', () => {
  it('judges nothing: years later every case comes to the same', async () => {
    expect(await run([join(folder, 'cases.yaml')], { now: NOW + 10 * 31_536_000 })).toMatchObject({ code: 0 })
  })

  it('is asked only whether exceptions end within 90 days, which can only become true', async () => {
    // The exception of the example ends 2026-01-10T00:00:00Z.
    const end = NOW + 8 * 86_400
    expect(await run([join(folder, 'cases.yaml')], { now: end - 90 * 86_400 })).toMatchObject({ code: 0 })
    const before = await run([join(folder, 'cases.yaml')], { now: end - 90 * 86_400 - 1 })
    expect(before).toMatchObject({ code: undefined, refusal: { code: 'policy-invalid' } })
  })
})

describe('engines that do not agree', () => {
  it('are no result, unless only one is asked: engines-disagree', async () => {
    const broken: LoadOpa = async () => {
      const engine = await loadEngine()
      const yes = { allow: true, unmet: [], expiresAt: NOW + 300 } as const
      return {
        evaluate: (...asked) => ('code' in engine.evaluate(...asked) ? { allow: false, code: 'engine-error' } : yes),
      }
    }
    const path = one('without: { claims: [review] }, decision: deny')
    expect(await run([path])).toMatchObject({ code: 0 })
    expect(await run([path], { loadOpa: broken })).toMatchObject({
      code: undefined,
      refusal: { code: 'engines-disagree' },
    })
    expect(await run([path, '-e', 'typescript'], { loadOpa: broken })).toMatchObject({ code: 0 })
    expect(await run([path, '-e', 'opa'], { loadOpa: broken })).toMatchObject({ code: 1 })
  })
})

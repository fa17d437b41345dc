import { type Attachment, type FetchedEvidence, isRejection, type VerifiedImage } from '@pawl/core'
import { expect, it } from 'vitest'
import { createRandom, type Random } from '../generators/prng.ts'
import { type Fault, HOUSE, type House, withFault } from '../laws/house.ts'
import { nodes, OTHERS, type Tree } from './json-tree.ts'
import { changed, everyForm, type Given, judge } from './scene.ts'

/** Something broken in one place: a value of another type or without one character, a member that is gone or there twice. */
function broken(random: Random, tree: Tree): void {
  const { of, key } = random.pick(nodes(tree))
  const value = of[key]
  if (random.chance(0.2)) delete of[key]
  else if (random.chance(0.3) || typeof value !== 'string') of[key] = random.pick(OTHERS)
  else {
    const place = random.int(Math.max(1, value.length))
    of[key] = value.slice(0, place) + random.pick(['', 'A', 'B', '=', '\0', '/']) + value.slice(place + 1)
  }
}

function brokenForm(random: Random, evidence: Given): Given {
  if (evidence instanceof Uint8Array)
    return changed(JSON.parse(String(Buffer.from(evidence))), (tree) => broken(random, tree))
  if (!('attachment' in evidence)) return changed(evidence, (tree) => broken(random, tree))
  const { attachment, bytes, source } = evidence as FetchedEvidence
  if (random.chance(0.3)) return { source, attachment, bytes: Buffer.from(JSON.stringify(brokenForm(random, bytes))) }
  return { source, bytes, attachment: textOnly(changed(attachment ?? {}, (tree) => broken(random, tree))) }
}
const textOnly = (attachment: Record<string, unknown>): Attachment =>
  Object.fromEntries(Object.entries(attachment).filter(([, value]) => typeof value === 'string'))

interface Answers {
  /** Anything thrown, and any claim but the one that is honest. */
  readonly wrong: readonly string[]
  readonly codes: ReadonlyMap<string, number>
}

/** The answers about broken evidence, so many times in every form. */
function breaking({ core: { verifyImage: verify } }: House, rounds: number): Answers {
  const random = createRandom(20_260_102)
  const wrong: string[] = []
  const codes = new Map<string, number>()
  for (const [form, honest] of everyForm()) {
    const claims = JSON.stringify(judge([honest], { verify }).summary.claims)
    for (let round = 0; round < rounds; round += 1) {
      const answer = answerTo(() => judge([brokenForm(random, honest)], { verify }), claims)
      codes.set(answer, (codes.get(answer) ?? 0) + 1)
      if (answer.startsWith('wrong')) wrong.push(`${form}: ${answer}`)
    }
  }
  return { wrong, codes }
}

function answerTo(act: () => VerifiedImage, honest: string): string {
  try {
    const { findings, summary } = act()
    const [finding, ...more] = findings
    if (finding === undefined || more.length > 0) return `wrong: ${findings.length} findings`
    if (isRejection(finding.result)) return summary.claims.length === 0 ? finding.result.code : 'wrong: a claim'
    return JSON.stringify(summary.claims) === honest ? 'the same claim' : 'wrong: another claim'
  } catch (error) {
    return `wrong: ${error instanceof Error ? error.stack : String(error)}`
  }
}

const GOES_ON: Fault = {
  name: 'an error of a signature check after which it goes on',
  of: 'core',
  file: 'verification/check-signature.ts',
  find: 'verifies(key, bytes, signature)',
  replace: 'signature.length + bytes.length + key.id.length > 0',
}

it('C60 an error on the way: whatever is broken, nothing comes of it and nothing is thrown', async () => {
  const { wrong, codes } = breaking(HOUSE, 150)
  expect(wrong).toStrictEqual([])
  const all = [...codes.values()].reduce((sum, count) => sum + count, 0)
  expect(all).toBe(everyForm().length * 150)
  expect(codes.get('the same claim') ?? 0).toBeLessThanOrEqual(all / 3)
  expect(codes.size).toBeGreaterThanOrEqual(10)
  for (const code of [
    'bundle-malformed',
    'envelope-malformed',
    'log-entry-invalid',
    'log-entry-mismatch',
    'signature-unverified',
  ]) {
    expect(codes.get(code) ?? 0, code).toBeGreaterThanOrEqual(10)
  }
  await withFault(GOES_ON, (house) => expect(breaking(house, 60).wrong.length).toBeGreaterThanOrEqual(1))
})

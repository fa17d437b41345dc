import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRejection } from '@pawl/core'
import { openSource, SOURCE_LIMITS, type SourceAnswer } from '@pawl/sources'
import { type DsseEnvelope, signEnvelope } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { createRandom, type Random } from '../generators/prng.ts'
import { type Fault, HOUSE, type House, withFault } from '../laws/house.ts'
import { growth } from './growth.ts'
import { CLAIM, changed, EC_KEY, GITHUB, judge, KEY, payloadOf, SUBJECT, signed, sigstore, verdict } from './scene.ts'

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const URL_SAFE = `${STANDARD.slice(0, 62)}-_`

/** RFC 4648 by the letter, in one alphabet, padded and without loose bits: written apart from the program, bit by bit. */
function strictly(text: string, alphabet: string): string | undefined {
  const [, digits = '', padding = ''] = /^([^=]*)(={0,2})$/.exec(text) ?? [undefined, '?', '']
  const values = [...digits].map((each) => alphabet.indexOf(each))
  if (values.includes(-1) || (digits.length + padding.length) % 4 !== 0) return undefined
  const bits = values.map((each) => each.toString(2).padStart(6, '0')).join('')
  const whole = bits.length - (bits.length % 8)
  if (bits.slice(whole).includes('1') || bits.length - whole !== padding.length * 2) return undefined
  return (bits.slice(0, whole).match(/.{8}/g) ?? [])
    .map((each) => Number.parseInt(each, 2).toString(16).padStart(2, '0'))
    .join('')
}

/** Base64 that is spelt otherwise, perhaps rightly. */
function respelt(random: Random, text: string): string {
  const place = random.int(text.length + 1)
  const put = (what: string, removed = 0): string => text.slice(0, place) + what + text.slice(place + removed)
  return random.pick([
    () => put(random.pick([' ', '\n', '.', '=', '*', '\u00e9', '==', 'A', '%3D'])),
    () => text.replace(/=+$/, ''),
    () => `${text}=`,
    () => text.replaceAll('+', '-').replaceAll('/', '_'),
    () => text.replace(/[+/]/, (each) => (each === '+' ? '-' : '_')),
    () => text.replace(/[A-Za-z0-9+/](?==)/, (each) => STANDARD[(STANDARD.indexOf(each) + 1) % 64] ?? ''),
    () => put(random.pick([...STANDARD]), 1),
    () => text,
  ])()
}

interface Spellings {
  readonly wrong: readonly string[]
  readonly verdicts: ReadonlyMap<string, number>
}
function spelling({ core: { verifyImage: verify } }: House, rounds: number): Spellings {
  const random = createRandom(72)
  const wrong: string[] = []
  const verdicts = new Map<string, number>()
  for (let round = 0; round < rounds; round += 1) {
    // Bytes of every length, so that there is padding of every kind, and both of the characters that alphabets differ in.
    const payload = payloadOf({
      predicate: { x: '\u00ff\u00fb\u00bf\u00fe?>~'.repeat(3) + 'x'.repeat(round % 3), ...PREDICATE },
    })
    const honest = signEnvelope({ payload, signers: [{ key: KEY }] })
    const [field, own] = random.pick([
      ['payload', honest.payload],
      ['sig', honest.signatures[0]?.sig ?? ''],
    ] as const)
    const other = respelt(random, own)
    const expected = expectedOf(other, own)
    const found = verdict(withText(honest, field, other), { verify })
    verdicts.set(expected, (verdicts.get(expected) ?? 0) + 1)
    if (found !== expected) wrong.push(`${field} ${other}: ${found}, not ${expected}`)
  }
  return { wrong, verdicts }
}
function expectedOf(other: string, own: string): string {
  const bytes = strictly(other, STANDARD) ?? strictly(other, URL_SAFE)
  if (bytes === undefined) return 'envelope-malformed'
  return bytes === strictly(own, STANDARD) ? CLAIM : 'signature-unverified'
}
const PREDICATE: object = JSON.parse(String(Buffer.from(payloadOf()))).predicate
const withText = (honest: DsseEnvelope, field: string, text: string): object =>
  field === 'payload' ? { ...honest, payload: text } : { ...honest, signatures: [{ sig: text, keyid: '' }] }
const LOOSE: Fault = {
  name: 'base64 with loose bits',
  of: 'core',
  file: 'bytes/base64.ts',
  find: "bytes.toString('base64') === text",
  replace: "bytes.toString('base64').length === text.length",
}

it('C72 base64 that is spelt in more than one way', async () => {
  const { wrong, verdicts } = spelling(HOUSE, 600)
  expect(wrong).toStrictEqual([])
  for (const expected of [CLAIM, 'envelope-malformed', 'signature-unverified']) {
    expect(verdicts.get(expected) ?? 0, expected).toBeGreaterThanOrEqual(60)
  }
  await withFault(LOOSE, (house) => expect(spelling(house, 600).wrong.length).toBeGreaterThanOrEqual(5))
  const bundle = sigstore.bundle({ payload: payloadOf(), identity: GITHUB })
  const leaf = String(bundle.verificationMaterial.certificate?.rawBytes)
  const certified = (text: string): string =>
    verdict(changed(bundle, (each) => (each.verificationMaterial.certificate.rawBytes = text)))
  expect(certified(leaf)).toBe(CLAIM)
  expect(certified(leaf.replaceAll('+', '-').replaceAll('/', '_'))).toBe(CLAIM)
  for (const other of [`${leaf}\n`, ` ${leaf}`, `${leaf.slice(0, 64)}\n${leaf.slice(64)}`, `${leaf}A`]) {
    expect(certified(other)).toBe('bundle-malformed')
  }
})

const linesOf = async (content: string | Uint8Array): Promise<SourceAnswer> => {
  const path = join(mkdtempSync(join(tmpdir(), 'pawl-lines-')), 'all.jsonl')
  writeFileSync(path, content)
  return openSource(path).envelopesOf(SUBJECT, SOURCE_LIMITS)
}

it('C73 a collection with bad lines, other line ends, and far too many lines', async () => {
  const [one, two] = [signed(), signed(payloadOf(), { key: EC_KEY })].map((each) => String(Buffer.from(each))) as [
    string,
    string,
  ]
  const honest = judge([Buffer.from(one), Buffer.from(two)]).summary.claims
  expect(honest).toHaveLength(2)
  const claims = async (content: string): Promise<readonly unknown[]> =>
    judge((await linesOf(content)).evidence).summary.claims
  const SAME = [
    `${one}\n${two}`,
    `${one}\n${two}\n`,
    `${one}\r\n${two}\r\n`,
    `\n\n${one}\n\n\n${two}\n\n`,
    `${two}\n${one}`,
    `not JSON\n${one}\n{"payload":1,"signatures":[]}\n${two}\n[`,
    `${one}\n${one}\n${two}\n${one}\n`,
    `null\n${one}\n""\n${two}`,
  ]
  for (const content of SAME) expect(await claims(content), content.slice(0, 40)).toStrictEqual(honest)
  // Only the line feed ends a line: what other programs take for one is a character.
  const ONE = [`${one}\u2028${two}`, `${one}\u0085${two}`, `${one}\r${two}`, `${one}${two}`, `${one}\0\n${'x'}`]
  for (const content of ONE) expect(await claims(content)).toStrictEqual([])
  const separated = signed(payloadOf({ predicate: { ...PREDICATE, x: 'a\u2028b\u0085c' } }))
  const { evidence } = await linesOf(`${String(Buffer.from(separated))}\n${two}`)
  expect(judge(evidence).findings.map(({ result }) => isRejection(result))).toStrictEqual([false, false])
  // A million lines: no more than the limits are looked at, and it is said that there was more.
  const many = await linesOf(`${one}\n${'x\n'.repeat(1_000_000)}${two}\n`)
  expect([many.evidence.length, many.complete]).toStrictEqual([SOURCE_LIMITS.count, false])
  expect(many.notes.length).toBeLessThanOrEqual(2)
  expect(judge(many.evidence).summary.claims).toStrictEqual(honest.filter(({ signer }) => signer.id === KEY.id))
  const ratio = growth(
    (count) => Array.from({ length: count }, (_, at) => Buffer.from(`{"payload":"","signatures":[],"x":${at}}`)),
    (lines) => expect(judge(lines).summary.claims).toStrictEqual([]),
    1000,
    8,
  )
  expect(ratio).toBeLessThanOrEqual(24)
})

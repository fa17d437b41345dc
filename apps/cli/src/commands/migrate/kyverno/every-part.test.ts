import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { AttesterBook } from './attester-book.ts'
import { type Note, placeIn } from './place.ts'
import { SummaryBook } from './summary-book.ts'
import { readVerifyImages } from './verify-images.ts'

const KEY = testKey('p256').publicPem
const scan = {
  type: 'https://cosign.sigstore.dev/attestation/vuln/v1',
  attestors: [{ entries: [{ keys: { publicKeys: KEY } }] }],
}
const specOf = (spec: object, entry: object = {}) => ({
  rules: [{ name: 'scan', verifyImages: [{ imageReferences: ['ghcr.io/acme/*'], attestations: [scan], ...entry }] }],
  ...spec,
})

/** Code and place of whatever was said about a policy. */
function notesOn(spec: object, title = 'ClusterPolicy'): readonly string[] {
  const notes: Note[] = []
  const place = placeIn('p.yaml:1:1', '', (note) => void notes.push(note))
  const source = { kind: 'verify-images', title, name: 'p', value: { spec }, place } as const
  readVerifyImages(source, { book: new AttesterBook(), summaries: new SummaryBook(), keys: new Map(), policy: 'p' })
  return notes.map(({ code, at }) => `${code} ${at}`)
}

describe('what is said about a policy', () => {
  it('speaks of every part, of what nobody knows too', () => {
    const spec = { failurePolicy: 'Ignore', background: true, surprise: 1, validationFailureActionOverrides: [] }
    const entry = {
      required: false,
      verifyDigest: false,
      mutateDigest: true,
      skipImageReferences: ['ghcr.io/acme/old*'],
      attestors: [{}],
      validate: { deny: {} },
      other: 1,
    }
    const notes = notesOn(specOf(spec, entry))
    const at = 'spec.rules[0].verifyImages[0]'
    for (const note of [
      'kyverno-closed spec.failurePolicy',
      'kyverno-engine spec.background',
      'kyverno-unknown spec.surprise',
      'kyverno-namespaces spec.validationFailureActionOverrides',
      `kyverno-closed ${at}.required`,
      `kyverno-closed ${at}.verifyDigest`,
      `kyverno-engine ${at}.mutateDigest`,
      `kyverno-skip ${at}.skipImageReferences[0]`,
      `kyverno-signature ${at}.attestors[0]`,
      `kyverno-negative ${at}.validate`,
      `kyverno-unknown ${at}.other`,
    ])
      expect(notes).toContain(note)
  })

  it('speaks of rules of other kinds, and of what limits a rule', () => {
    const [rule] = specOf({}).rules
    const match = { any: [{ resources: { kinds: ['Pod'], namespaces: ['prod'], selector: {} }, subjects: [] }] }
    const limited = { ...rule, match, exclude: { any: [{}] }, preconditions: {}, context: [{ name: 'settings' }] }
    const notes = notesOn({ rules: [{ name: 'other', validate: {} }, limited] })
    for (const note of [
      'kyverno-rule spec.rules[0]',
      'kyverno-engine spec.rules[1].match.any[0].resources.kinds',
      'kyverno-namespaces spec.rules[1].match.any[0].resources.namespaces',
      'kyverno-scope spec.rules[1].match.any[0].resources.selector',
      'kyverno-scope spec.rules[1].match.any[0].subjects',
      'kyverno-scope spec.rules[1].exclude',
      'kyverno-scope spec.rules[1].preconditions',
      'kyverno-expression spec.rules[1].context',
    ])
      expect(notes).toContain(note)
  })

  it('speaks of a policy that counts in one namespace alone', () => {
    expect(notesOn(specOf({}), 'Policy')).toContain('kyverno-namespaces metadata.namespace')
    expect(notesOn(specOf({}))).not.toContain('kyverno-namespaces metadata.namespace')
  })

  it.each([
    ['kyverno-condition', { key: '{{ scanner.uri }}', operator: 'Equals', value: 'x' }],
    [
      'kyverno-condition',
      { key: "{{ time_since('', '{{ scanner.db.lastUpdate }}', '') }}", operator: 'LessThan', value: '24h' },
    ],
    ['kyverno-negative', { key: '{{ scanner.uri }}', operator: 'NotEquals', value: 'x' }],
    ['kyverno-negative', { key: '{{ scanner.result.x[].y }}', operator: 'AllNotIn', value: ['x'] }],
    ['kyverno-regex', { key: "{{ regex_match('^a', '{{ scanner.uri }}') }}", operator: 'Equals', value: true }],
    ['kyverno-expression', { key: '{{ length(scanner.result) }}', operator: 'Equals', value: 0 }],
    [
      'kyverno-expression',
      { key: "{{ time_since('', '{{ metadata.scanFinishedOn }}', '') }}", operator: 'GreaterThan', value: '1h' },
    ],
    [
      'kyverno-value',
      { key: "{{ time_since('', '{{ metadata.scanFinishedOn }}', '') }}", operator: 'LessThan', value: 'a day' },
    ],
    ['kyverno-value', { key: '{{ scanner.uri }}', operator: 'Equals', value: 1.5 }],
    ['kyverno-field', { key: '{{ scanner.result.SchemaVersion }}', operator: 'Equals', value: 2 }],
    ['kyverno-field', { key: "{{ time_since('', '{{ scanner.uri }}', '') }}", operator: 'LessThan', value: '24h' }],
  ])('says %s of the condition %j', (code, condition) => {
    const attestations = [{ ...scan, conditions: [{ all: [condition] }] }]
    const at = 'spec.rules[0].verifyImages[0].attestations[0]'
    const notes = notesOn(specOf({}, { attestations }))
    expect(notes.filter((note) => note.includes('conditions'))).toEqual([`${code} ${at}.conditions[0].all[0]`])
    expect(notes).toContain(`kyverno-all-becomes-some ${at}`)
  })

  const conditions = [{ all: [{ key: '{{ scanner.uri }}', operator: 'Equals', value: 'x' }] }]
  const asking = (name: string) => ({ imageReferences: ['*'], attestations: [{ ...scan, name, conditions }] })
  it.each([
    ['kyverno-condition', { verifyImages: [asking('scan')] }],
    ['kyverno-expression', { verifyImages: [asking('scan'), asking('scanner')] }],
    ['kyverno-expression', { verifyImages: [asking('scan')], context: [{ name: 'scanner' }] }],
  ])('says %s where a path begins with what may be another name in the rule', (code, rule) => {
    const at = 'spec.rules[0].verifyImages[0].attestations[0].conditions[0].all[0]'
    expect(notesOn({ rules: [rule] })).toContain(`${code} ${at}`)
  })

  it('asks for nothing where one of two sets of attestors is not whole: kyverno-signers-missing', () => {
    const [whole, lost] = [scan.attestors[0], { entries: [{ certificates: { cert: 'x' } }] }]
    const at = 'spec.rules[0].verifyImages[0].attestations[0]'
    const of = (...attestors: readonly unknown[]) => notesOn(specOf({}, { attestations: [{ ...scan, attestors }] }))
    expect(of(whole)).toContain(`kyverno-attestation ${at}`)
    expect(of(whole, lost)).toContain(`kyverno-signers-missing ${at}.attestors[1]`)
    expect(of(whole, lost)).not.toContain(`kyverno-attestation ${at}`)
  })

  it('does not say that anything changed in an attestation without conditions', () => {
    const notes = notesOn(specOf({}))
    expect(notes).toContain('kyverno-attestation spec.rules[0].verifyImages[0].attestations[0]')
    expect(notes.filter((note) => note.startsWith('kyverno-all-becomes-some'))).toEqual([])
  })
})

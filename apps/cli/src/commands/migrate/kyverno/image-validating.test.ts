import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { assemble } from './assemble.ts'
import { AttesterBook } from './attester-book.ts'
import { readImageValidating } from './image-validating.ts'
import { type Note, placeIn } from './place.ts'
import { proposeTrust } from './render-trust.ts'
import { SummaryBook } from './summary-book.ts'

const [one, two] = [testKey('p256').publicPem, testKey('ed25519').publicPem]
const ISSUER = 'https://token.actions.githubusercontent.com'
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
const key = (data: unknown) => ({ cosign: { key: { data }, ctlog: { insecureIgnoreTlog: true } } })
const signed = (attestation: string, attestors: string, comparison = '> 0') => ({
  expression: `images.containers.map(image, verifyAttestationSignatures(image, attestations.${attestation}, [${attestors}])).all(e, e ${comparison})`,
})
const payload = (comparison: string) => ({
  expression: `images.containers.map(image, extractPayload(image, attestations.qa)${comparison}).all(e, e)`,
})

const SPEC = {
  matchImageReferences: [{ glob: 'ghcr.io/acme/*' }],
  attestors: [
    { name: 'lead', ...key(one) },
    { name: 'ci', cosign: { keyless: { identities: [{ issuer: ISSUER, subject: WORKFLOW }] } } },
  ],
  attestations: [
    { name: 'qa', intoto: { type: 'https://acme.example/qa/v1' } },
    { name: 'build', intoto: { type: 'https://slsa.dev/provenance/v1' } },
  ],
  validations: [signed('qa', 'attestors.lead'), payload('.predicate.passed == true'), signed('build', 'attestors.ci')],
}

function read(change: object = {}, title = 'ImageValidatingPolicy') {
  const notes: Note[] = []
  const place = placeIn('p.yaml:1:1', '', (note) => void notes.push(note))
  const [book, summaries] = [new AttesterBook(), new SummaryBook()]
  const source = {
    kind: 'image-validating',
    title,
    name: 'check',
    value: { spec: { ...SPEC, ...change } },
    place,
  } as const
  const drafts = readImageValidating(source, { book, summaries, keys: new Map(), policy: 'check' })
  const policies = assemble(drafts, book, '30d').map(({ written }) => written.spec)
  return {
    policy: policies[0],
    trust: proposeTrust(book, summaries, 'check').spec,
    notes: notes.map(({ code, at }) => `${code} ${at}`),
  }
}

describe('an ImageValidatingPolicy', () => {
  it('becomes requirements, with the tests of payloads', () => {
    const { policy, trust } = read()
    expect(policy).toEqual({
      mode: 'enforce',
      images: ['ghcr.io/acme/**'],
      require: [
        {
          name: 'qa',
          claim: 'acme-example-qa-v1',
          from: ['lead'],
          maxAge: '30d',
          where: [{ field: 'passed', equals: true }],
        },
        {
          name: 'build',
          claim: 'provenance',
          from: ['ci'],
          maxAge: '30d',
          where: [{ field: 'slsaVersion', equals: '1' }],
        },
      ],
    })
    expect(trust).toEqual({
      roots: [{ name: 'public-good', sigstore: 'public-good' }],
      attesters: [
        { name: 'lead', keys: [{ file: 'keys/lead.pub' }], claims: ['acme-example-qa-v1'] },
        { name: 'ci', keyless: [{ root: 'public-good', issuer: ISSUER, identity: WORKFLOW }], claims: ['provenance'] },
      ],
      summaries: [
        { predicateType: 'https://acme.example/qa/v1', claim: 'acme-example-qa-v1', fields: { passed: '/passed' } },
      ],
    })
  })

  it('says that a key with no moment in its statements denies, and not so of a build: kyverno-moment', () => {
    const moments = read().notes.filter((note) => note.startsWith('kyverno-moment'))
    expect(moments).toEqual(['kyverno-moment spec.validations[0].expression'])
  })

  it.each([
    [[], 'enforce'],
    [['Deny', 'Audit'], 'enforce'],
    [['Warn'], 'warn'],
    [['Audit', 'Warn'], 'warn'],
    [['Audit'], 'audit'],
  ])('takes %j as mode %s', (validationActions, mode) => {
    expect(read({ validationActions }).policy?.mode).toBe(mode)
  })

  it('is about every image where it names none, and about none where only an expression says which: kyverno-pattern', () => {
    expect(read({ matchImageReferences: [] }).policy?.images).toEqual(['**'])
    const { policy, notes } = read({ matchImageReferences: [{ expression: 'true' }] })
    expect(policy).toBeUndefined()
    expect(notes).toContain('kyverno-pattern spec.matchImageReferences[0].expression')
  })

  it('asks for two of two attestors, and for nothing where one is lost: kyverno-signers-missing', () => {
    const both = { validations: [signed('qa', 'attestors.lead, attestors.other', '== 2')] }
    const other = (of: object) => ({ ...both, attestors: [...SPEC.attestors, { name: 'other', ...of }] })
    expect(read(other(key(two))).policy?.require).toMatchObject([{ from: ['lead', 'other'], count: 2 }])
    const lost = read(other({ notary: { certs: {} } }))
    expect(lost.policy).toBeUndefined()
    expect(lost.notes).toContain('kyverno-notary spec.attestors[2]')
    expect(lost.notes).toContain('kyverno-signers-missing spec.validations[0].expression')
  })

  it('asks for all of attestors with several identities, each by any one of its own: kyverno-signers-missing', () => {
    const person = (subject: string) => ({ issuer: ISSUER, subject })
    const pair = {
      name: 'pair',
      cosign: { keyless: { identities: [person('a@acme.example'), person('b@acme.example')] } },
    }
    const attestors = [...SPEC.attestors, pair]
    const of = (comparison: string) =>
      read({ attestors, validations: [signed('qa', 'attestors.lead, attestors.pair', comparison)] })
    const leaf = { claim: 'acme-example-qa-v1', maxAge: '30d' }
    expect(of('> 0').policy?.require).toEqual([{ name: 'qa', ...leaf, from: ['lead', 'pair', 'pair-2'] }])
    expect(of('== 2').policy?.require).toEqual([
      {
        name: 'qa',
        allOf: [
          { ...leaf, from: ['lead'] },
          { ...leaf, from: ['pair', 'pair-2'] },
        ],
      },
    ])
    const three = { attestors: [...attestors, { name: 'third', ...key(two) }] }
    const between = read({
      ...three,
      validations: [signed('qa', 'attestors.lead, attestors.pair, attestors.third', '> 1')],
    })
    expect(between.policy).toBeUndefined()
  })

  it('does not take a payload of an attestation whose signatures nobody asks about: kyverno-expression', () => {
    const { policy, notes } = read({
      validations: [payload('.predicate.passed == true'), signed('build', 'attestors.ci')],
    })
    expect(policy?.require).toMatchObject([{ claim: 'provenance' }])
    expect(notes).toContain('kyverno-expression spec.validations[0].expression')
  })

  it.each([
    ['.predicate.passed == false', 'kyverno-negative'],
    [".predicate.passed == 'a*'", 'kyverno-value'],
    ['.passed == true', 'kyverno-expression'],
    ['.predicate.passed != true', 'kyverno-expression'],
  ])('leaves out the payload %s, and says so: %s', (comparison, code) => {
    const { policy, notes } = read({ validations: [signed('qa', 'attestors.lead'), payload(comparison)] })
    expect(policy?.require).toEqual([{ name: 'qa', claim: 'acme-example-qa-v1', from: ['lead'], maxAge: '30d' }])
    expect(notes).toContain(`${code} spec.validations[1].expression`)
  })

  it('speaks of every part, and of a policy that counts in one namespace alone', () => {
    const spec = {
      variables: [],
      matchConditions: [],
      credentials: {},
      surprise: 1,
      validationConfigurations: { required: false },
      matchConstraints: { namespaceSelector: {} },
    }
    const { notes } = read(spec, 'NamespacedImageValidatingPolicy')
    for (const note of [
      'kyverno-expression spec.variables',
      'kyverno-scope spec.matchConditions',
      'kyverno-engine spec.credentials',
      'kyverno-unknown spec.surprise',
      'kyverno-closed spec.validationConfigurations.required',
      'kyverno-namespaces spec.matchConstraints.namespaceSelector',
      'kyverno-namespaces metadata.namespace',
      'kyverno-mode spec.validationActions',
      'kyverno-max-age spec.validations[0].expression',
    ])
      expect(notes).toContain(note)
  })

  it('names bare signatures as what they are: kyverno-signature', () => {
    const bare = {
      expression: 'images.containers.map(image, verifyImageSignatures(image, [attestors.lead])).all(e, e > 0)',
    }
    expect(read({ validations: [bare] }).notes).toContain('kyverno-signature spec.validations[0].expression')
  })
})

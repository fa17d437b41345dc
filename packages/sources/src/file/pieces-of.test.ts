import { describe, expect, it } from 'vitest'
import { piecesOf } from './pieces-of.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** Each piece as a line: where it was, and its bytes or why there are none. */
function read(name: string, value: unknown): readonly string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return [...piecesOf(name, Buffer.from(text))].map((piece) =>
    'missing' in piece ? `${piece.at} missing: ${piece.missing}` : `${piece.at} ${Buffer.from(piece.bytes).toString()}`,
  )
}

describe('the answer of an attestations API', () => {
  const one = { mediaType: 'one' }
  const two = { mediaType: 'two' }

  it('gives the bundle of every entry, and no label beside it (C10)', () => {
    const listing = {
      attestations: [
        { bundle: one, predicateType: 'https://lie.test' },
        { bundle: two, repository_id: 1, bundle_url: 'https://x.test' },
      ],
    }
    expect(read('a.json', listing)).toEqual([
      'attestations[0] {"mediaType":"one"}',
      'attestations[1] {"mediaType":"two"}',
    ])
  })

  it('says what it names by a URL only, and what is no entry, and gives the others', () => {
    const listing = { attestations: [{ bundle: null, bundle_url: 'https://x.test' }, 7, { bundle: one }] }
    expect(read('a.json', listing)).toEqual([
      'attestations[0] missing: is named by a URL only: ask the API for it',
      'attestations[1] missing: has no bundle',
      'attestations[2] {"mediaType":"one"}',
    ])
  })

  it('is nothing where it is empty, and no listing where it is a bundle or an envelope itself', () => {
    expect(read('a.json', { attestations: [] })).toEqual([])
    for (const member of ['mediaType', 'payload']) {
      const text = JSON.stringify({ [member]: '', attestations: [{ bundle: one }] })
      expect(read('a.json', text)).toEqual([` ${text}`])
    }
    expect(read('a.json', { attestations: {} })).toEqual([' {"attestations":{}}'])
  })

  it('may be a line of a collection', () => {
    expect(read('a.jsonl', `{"x":1}\n${JSON.stringify({ attestations: [{ bundle: one }] })}`)).toEqual([
      '1 {"x":1}',
      '2 attestations[0] {"mediaType":"one"}',
    ])
  })
})

describe('objects of Tekton', () => {
  const annotations = {
    'chains.tekton.dev/signed': 'true',
    'chains.tekton.dev/payload-taskrun-1': base64('{"not":"read"}'),
    'chains.tekton.dev/signature-taskrun-1': base64('{"envelope":1}'),
    'chains.tekton.dev/cert-taskrun-1': base64('PEM'),
    'chains.tekton.dev/chain-taskrun-1': base64('PEMs'),
    'chains.tekton.dev/signature-taskrun-2': base64('{"envelope":2}'),
    'chains.tekton.dev/cert-taskrun-2': '',
  }
  const run = { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata: { name: 'build', annotations } }

  it('give the envelope of every signature annotation, with its certificate', () => {
    const pieces = [...piecesOf('a.json', Buffer.from(JSON.stringify(run)))]
    expect(pieces).toEqual([
      {
        at: 'TaskRun taskrun-1',
        bytes: Buffer.from('{"envelope":1}'),
        attachment: { certificate: 'PEM', chain: 'PEMs' },
      },
      { at: 'TaskRun taskrun-2', bytes: Buffer.from('{"envelope":2}'), attachment: {} },
    ])
  })

  it('are read as PipelineRun, as a list, as YAML and as several documents of it', () => {
    const other = { ...run, kind: 'PipelineRun' }
    const list = { apiVersion: 'v1', kind: 'List', items: [run, { kind: 'Pod', metadata: { annotations } }, other] }
    expect(read('a.json', list)).toEqual([
      'items[0] taskrun-1 {"envelope":1}',
      'items[0] taskrun-2 {"envelope":2}',
      'items[2] taskrun-1 {"envelope":1}',
      'items[2] taskrun-2 {"envelope":2}',
    ])
    const yaml = `${JSON.stringify(other)}\n---\nkind: Pod\n---\n${JSON.stringify(run)}`
    expect(read('a.yaml', yaml)).toHaveLength(4)
    expect(read('a.yml', 'kind: TaskRun\nmetadata: {name: x}\n')).toEqual([])
  })

  it('give nothing where there are no annotations, and nothing is read that is no run', () => {
    const text = JSON.stringify({ ...run, kind: 'Pod' })
    expect(read('a.json', text)).toEqual([` ${text}`])
    expect(read('a.json', { ...run, metadata: null, note: 'chains.tekton.dev/signature-' })).toEqual([])
  })

  it.each([
    ['? '.repeat(60), 'a'],
    ['? '.repeat(1000), 'a'],
    ['{'.repeat(1000), `a: 1${'}: 1'.repeat(999)}}`],
    ['{? '.repeat(1000), `a${' : 1}'.repeat(1000)}`],
    ['- '.repeat(3000), 'a'],
    ['['.repeat(3000), ']'.repeat(3000)],
  ])('say of YAML that is nested without end that it is none, at once: %#', (begin, end) => {
    expect(read('a.yaml', `chains.tekton.dev/signature-x: 1\nb:\n  ${begin}${end}\n`)).toEqual([
      'document 1 missing: is no YAML',
    ])
  })

  it('say of broken YAML that it is none, and expand no bomb of aliases', () => {
    expect(read('a.yaml', 'chains.tekton.dev/signature-x: [')).toEqual(['document 1 missing: is no YAML'])
    const bomb = [
      'a: &a [1,1,1,1,1,1,1,1,1]',
      'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
      'c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
    ]
    const text = `chains.tekton.dev/signature-x: 1\n${bomb.join('\n')}\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`
    expect(read('a.yaml', text)).toEqual(['document 1 missing: has aliases, which no cluster writes'])
  })
})

describe('a file of which only some is asked for (C73)', () => {
  it('is not read further: a million more cost nothing', () => {
    const lines = Buffer.from('{}\n'.repeat(4_000_000))
    const listing = Buffer.from(
      JSON.stringify({ attestations: Array.from({ length: 100_000 }, () => ({ bundle: {} })) }),
    )
    for (const [name, bytes] of [
      ['a.jsonl', lines],
      ['a.json', listing],
    ] as const) {
      const pieces = piecesOf(name, bytes)
      expect([pieces.next().done, pieces.next().done]).toEqual([false, false])
      expect(pieces.return(undefined).done).toBe(true)
    }
  })

  it('is not taken apart when it is larger than 16 MiB, and says so', () => {
    const of = (bytes: number): string => `{"attestations":[{"bundle":{}}]${' '.repeat(bytes - 32)}}`
    expect(of(16_777_216)).toHaveLength(16_777_216)
    expect(read('a.json', of(16_777_216))).toEqual(['attestations[0] {}'])
    expect(read('a.json', of(16_777_217))).toEqual([' missing: is larger than what holds several pieces may be'])
    const yaml = `chains.tekton.dev/signature-x: 1\n${' '.repeat(16_777_217)}`
    expect(read('a.yaml', yaml)).toEqual([' missing: is larger than what holds several pieces may be'])
  })
})

describe('any other file', () => {
  it('is its own only piece, garbage too', () => {
    expect(read('a.json', 'garbage "attestations"')).toEqual([' garbage "attestations"'])
    expect(read('a.json', '{"mediaType":"x"}')).toEqual([' {"mediaType":"x"}'])
  })

  it('of YAML is left aside: the configuration may lie beside the evidence', () => {
    expect(read('trust.yaml', 'kind: TrustConfiguration\n')).toEqual([])
  })
})

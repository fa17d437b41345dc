import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { referencesIn, writeQuestion, yamlOf } from './question-files.ts'
import type { ReadPolicy } from './validating-policies.ts'

const NOTHING = `registry.test/none@sha256:${'0'.repeat(64)}`

describe('references of a document', () => {
  it('are each there once, sorted', () => {
    const images = ['b', 'a', 'b'].map((reference) => ({ reference }))
    expect(referencesIn({ images })).toEqual(['a', 'b'])
  })

  it('are sorted as CEL does, by bytes', () => {
    const images = ['\u{1f600}', '\uffee'].map((reference) => ({ reference }))
    expect(referencesIn({ images })).toEqual(['\uffee', '\u{1f600}'])
  })

  it.each([
    null,
    [],
    {},
    { images: null },
    { images: {} },
    { images: { 0: { reference: 'a' } } },
    { images: [] },
    { images: [null] },
    { images: [{}] },
    { images: [{ reference: 7 }, { reference: '' }] },
  ])('are one that nobody vouches for where there are none: %j', (document) => {
    expect(referencesIn(document)).toEqual([NOTHING])
  })

  it('hold one for an image that cannot be read beside others: no fewer run', () => {
    expect(referencesIn({ images: [{ reference: 'a' }, { reference: null }] })).toEqual(['a', NOTHING])
  })
})

describe('the files of a question', () => {
  const policy = (name: string, profile: string, url: string): ReadPolicy => ({
    ...{ name, profile, urls: [url], expressions: [], isOurs: false },
    object: { metadata: { name } },
  })

  it('are a test for each profile, which is answered with the document', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pawl-prove-files-'))
    const policies = [
      policy('a', 'strict', 'https://gw/1'),
      policy('b', '', 'https://gw/2'),
      policy('c', 'strict', 'https://gw/1'),
    ]
    const document = { images: [{ reference: 'r' }] }
    writeQuestion(folder, document, { policies, namespace: 'payments' })
    expect(readdirSync(folder)).toEqual(['0', '1'])
    const read = (path: string): unknown => parse(readFileSync(join(folder, path), 'utf8'))
    expect(read('0/kyverno-test.yaml')).toMatchObject({
      policies: ['policies.yaml'],
      resources: ['pod.yaml'],
      results: ['a', 'c'].map((name) => ({
        ...{ policy: name, isValidatingPolicy: true, kind: 'Pod', resources: ['question'], result: 'pass' },
      })),
      apiCallResponses: [
        {
          url: 'https://gw/1',
          response: {
            statusCode: 200,
            body: {
              ...{ schema: 'pawl.dev/kyverno/v1', asks: 'document', profile: 'strict', nonce: 'question' },
              ...{ images: ['r'], document },
            },
          },
        },
      ],
    })
    expect(read('1/kyverno-test.yaml')).toMatchObject({
      results: [{ policy: 'b' }],
      apiCallResponses: [{ url: 'https://gw/2', response: { body: { profile: '' } } }],
    })
    expect(read('1/pod.yaml')).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'question', namespace: 'payments' },
      spec: { containers: [{ name: 'c0', image: 'r' }] },
    })
  })

  it('are YAML whatever stands in a text', () => {
    const value = { a: '\u007f\u0085\u2028\ufeff\uffff\u0000"\\', b: '\u{1f600}' }
    expect(yamlOf(value)).toMatch(/^[\x20-\x7e\ud83d\ude00]+\n$/u)
    expect(JSON.parse(yamlOf(value))).toEqual(value)
  })
})

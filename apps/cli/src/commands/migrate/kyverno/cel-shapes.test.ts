import { describe, expect, it } from 'vitest'
import { readCel } from './cel-shapes.ts'

const SIGNED = { kind: 'attestation-signatures', attestation: 'scan', attestors: ['ci'], count: 1 }

describe('an expression of a validation', () => {
  it.each([
    'images.containers.map(image, verifyAttestationSignatures(image, attestations.scan, [attestors.ci])).all(e, e > 0)',
    'images.containers.map(i, verifyAttestationSignatures(i, attestations.scan ,[attestors.ci])).all(e, e >= 1)',
    'images.containers.all(image, verifyAttestationSignatures(image, attestations.scan, [attestors.ci]) > 0)',
    'images.containers.map(image,\n  verifyAttestationSignatures(image, attestations.scan, [ attestors.ci ])\n).all(e, e == 1)',
  ])('is about signatures of an attestation: %j', (text) => {
    expect(readCel(text)).toEqual(SIGNED)
  })

  it.each([
    ['> 0', 1],
    ['> 1', 2],
    ['>= 2', 2],
    ['== 2', 2],
  ])('asks for %s of two attestors', (comparison, count) => {
    const text = `images.containers.map(i, verifyAttestationSignatures(i, attestations.scan, [attestors.a, attestors.b])).all(e, e ${comparison})`
    expect(readCel(text)).toEqual({ ...SIGNED, attestors: ['a', 'b'], count })
  })

  it('names attestations and attestors that are no words', () => {
    const call = `verifyAttestationSignatures(i, attestations['scan'], [attestors.ci, attestors["on-call"], attestors[ 'x y' ]])`
    expect(readCel(`images.containers.map(i, ${call}).all(e, e > 1)`)).toEqual({
      ...SIGNED,
      attestors: ['ci', 'on-call', 'x y'],
      count: 2,
    })
    const payload = `extractPayload(i, attestations["on-call"]).predicate.passed == true`
    expect(readCel(`images.containers.all(i, ${payload})`)).toMatchObject({ attestation: 'on-call', value: true })
  })

  it('is about signatures of the image', () => {
    expect(
      readCel('images.containers.map(image, verifyImageSignatures(image, [attestors.notary])).all(e, e > 0)'),
    ).toEqual({
      kind: 'image-signatures',
    })
  })

  it.each([
    ["== 'x'", 'x'],
    ['== "x"', 'x'],
    ['== true', true],
    ['== 3', 3],
  ])('is about a payload: %s', (comparison, value) => {
    const payload = { kind: 'payload', attestation: 'scan', path: ['predicate', 'passed'], value }
    const call = `extractPayload(image, attestations.scan).predicate.passed ${comparison}`
    expect(readCel(`images.containers.map(image, ${call}).all(e, e)`)).toEqual(payload)
    expect(readCel(`images.containers.all(image, ${call})`)).toEqual(payload)
  })

  const call = 'verifyAttestationSignatures(image, attestations.scan, [attestors.ci])'
  it.each([
    ['none is enough', `images.containers.map(image, ${call}).all(e, e >= 0)`],
    [
      'exactly one of two',
      `images.containers.map(image, verifyAttestationSignatures(image, attestations.scan, [attestors.a, attestors.b])).all(e, e == 1)`,
    ],
    ['exactly none', `images.containers.map(image, ${call}).all(e, e == 0)`],
    ['more than there are', `images.containers.map(image, ${call}).all(e, e > 1)`],
    ['some image only', `images.containers.map(image, ${call}).exists(e, e > 0)`],
    ['a count that is not compared', `images.containers.map(image, ${call}).all(e, e)`],
    ['another image', `images.containers.map(other, ${call}).all(e, e > 0)`],
    ['another result', `images.containers.map(image, ${call}).all(e, other > 0)`],
    [
      'an alternative',
      `images.containers.map(image, ${call}).all(e, e > 0) || images.containers.map(image, ${call}).all(e, e > 0)`,
    ],
    ['a negation', `!images.containers.map(image, ${call}).all(e, e > 0)`],
    [
      'one attestor twice',
      'images.containers.map(image, verifyAttestationSignatures(image, attestations.scan, [attestors.a, attestors.a])).all(e, e > 1)',
    ],
    [
      'no attestor',
      'images.containers.map(image, verifyAttestationSignatures(image, attestations.scan, [])).all(e, e >= 0)',
    ],
    [
      'an attestor that is computed',
      'images.containers.map(image, verifyAttestationSignatures(image, attestations.scan, [variables.a])).all(e, e > 0)',
    ],
    [
      'an attestor whose name holds another',
      `images.containers.all(image, verifyAttestationSignatures(image, attestations.scan, [attestors['a'], attestors['a, attestors.b']]) > 1)`,
    ],
    [
      'a payload that is not something',
      "images.containers.all(image, extractPayload(image, attestations.scan).predicate.a != 'x')",
    ],
    [
      'a payload that has something',
      'images.containers.all(image, has(extractPayload(image, attestations.scan).predicate.a))',
    ],
    [
      'a text with an escape',
      String.raw`images.containers.all(image, extractPayload(image, attestations.scan).predicate.a == 'x\'')`,
    ],
    ['a fraction', 'images.containers.all(image, extractPayload(image, attestations.scan).predicate.a == 1.5)'],
    ['something very long', ' '.repeat(5000)],
    ['nothing', undefined],
  ])('is left alone where it asks for %s', (_, text) => {
    expect(readCel(text)).toBeUndefined()
  })
})

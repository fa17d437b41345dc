import type { Pinned } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { pinAnswer } from './pin-answer.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const to = (reference: string): Pinned => ({ outcome: 'pinned', reference })
const refusal = (status: number, code: string) => ({ status, body: { body: { schema: 'pawl.dev/kyverno/v1', code } } })

function answer(pinned: Readonly<Record<string, Pinned>>) {
  const byReference = new Map(Object.entries(pinned))
  const asked = { asks: 'pin', profile: '', nonce: 'uid', images: Object.keys(pinned) } as const
  return pinAnswer(asked, (each) => byReference.get(each) ?? { outcome: 'unanswered', code: 'never-asked' })
}

describe('an answer to a pin', () => {
  it('holds what to write instead of each reference, in the order of the request', () => {
    expect(answer({ 'b/b:1': to(`b/b:1@${DIGEST}`), 'a/a': to('a/a') })).toStrictEqual({
      status: 200,
      body: {
        body: {
          schema: 'pawl.dev/kyverno/v1',
          asks: 'pin',
          profile: '',
          nonce: 'uid',
          images: ['b/b:1', 'a/a'],
          pinned: [`b/b:1@${DIGEST}`, 'a/a'],
        },
      },
    })
  })

  it('is none where one of them is refused: reference-invalid', () => {
    const refused: Pinned = { outcome: 'refused', code: 'reference-invalid' }
    expect(answer({ 'a/a': to('a/a'), 'oci:/etc': refused })).toStrictEqual(refusal(422, 'reference-invalid'))
  })

  it('is none where one of them is unanswered, refused ones beside it or not: image-unavailable', () => {
    const unanswered: Pinned = { outcome: 'unanswered', code: 'image-unavailable' }
    const refused: Pinned = { outcome: 'refused', code: 'reference-invalid' }
    expect(answer({ 'a/a': to('a/a'), 'b/b': unanswered })).toStrictEqual(refusal(503, 'image-unavailable'))
    expect(answer({ 'c/c': refused, 'b/b': unanswered })).toStrictEqual(refusal(503, 'image-unavailable'))
  })
})

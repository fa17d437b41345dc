import type { Pinned } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { mutationResponse } from './mutation-response.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const APP = 'ghcr.io/acme/app:1'

const answering = (answers: Readonly<Record<string, Pinned>>) => (reference: string) =>
  answers[reference] ?? { outcome: 'refused' as const, code: 'image-unavailable' }

describe('mutationResponse', () => {
  it('gives one item for each reference: a string, which is what Gatekeeper puts there', () => {
    const response = mutationResponse(
      [APP, 'b'],
      answering({ [APP]: { outcome: 'pinned', reference: `${APP}@${DIGEST}` }, b: { outcome: 'refused', code: 'x' } }),
    )
    expect(response).toStrictEqual({
      apiVersion: 'externaldata.gatekeeper.sh/v1beta1',
      kind: 'ProviderResponse',
      response: {
        idempotent: true,
        items: [
          { key: APP, value: `${APP}@${DIGEST}` },
          { key: 'b', error: 'x' },
        ],
        systemError: '',
      },
    })
  })

  it('gives no item at all when one reference is unanswered: its code', () => {
    const { response } = mutationResponse(
      [APP, 'b'],
      answering({
        [APP]: { outcome: 'pinned', reference: `${APP}@${DIGEST}` },
        b: { outcome: 'unanswered', code: 'source-unreachable' },
      }),
    )
    expect(response).toStrictEqual({ idempotent: true, items: [], systemError: 'source-unreachable' })
  })

  it('says so when nothing was asked: request-malformed', () => {
    expect(mutationResponse([], answering({})).response).toStrictEqual({
      idempotent: true,
      items: [],
      systemError: 'request-malformed',
    })
  })
})

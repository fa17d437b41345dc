import { describe, expect, it } from 'vitest'
import { isPinned, mutationResponse, type Pinned, pinnedTo } from './mutation-response.ts'

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

describe('isPinned', () => {
  it('knows a whole digest at the end', () => {
    expect(isPinned(`${APP}@${DIGEST}`)).toBe(true)
  })

  it('knows nothing else as one', () => {
    const others = [APP, DIGEST, `${APP}@${DIGEST}0`, `${APP}@${DIGEST}\n`, `${APP}@${DIGEST.slice(0, -1)}`]
    for (const other of [...others, `${APP}@${DIGEST.toUpperCase()}`, `${APP}@${DIGEST}:1`, '']) {
      expect(isPinned(other)).toBe(false)
    }
  })
})

describe('pinnedTo', () => {
  it('keeps the tag before the digest, and is pinned then', () => {
    expect(pinnedTo(APP, DIGEST)).toBe(`ghcr.io/acme/app:1@${DIGEST}`)
    expect(isPinned(pinnedTo(APP, DIGEST))).toBe(true)
  })
})

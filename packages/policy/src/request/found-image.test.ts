import { describe, expect, it } from 'vitest'
import { digestIn, pinnedTo } from './found-image.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const APP = 'ghcr.io/acme/app:1'

describe('digestIn', () => {
  it('gives a whole digest at the end', () => {
    expect(digestIn(`${APP}@${DIGEST}`)).toBe(DIGEST)
  })

  it('gives nothing for anything else', () => {
    const others = [APP, DIGEST, `${APP}@${DIGEST}0`, `${APP}@${DIGEST}\n`, `${APP}@${DIGEST.slice(0, -1)}`]
    for (const other of [...others, `${APP}@${DIGEST.toUpperCase()}`, `${APP}@${DIGEST}:1`, '']) {
      expect(digestIn(other)).toBeUndefined()
    }
  })
})

describe('pinnedTo', () => {
  it('keeps the tag before the digest, and names it then', () => {
    expect(pinnedTo(APP, DIGEST)).toBe(`ghcr.io/acme/app:1@${DIGEST}`)
    expect(digestIn(pinnedTo(APP, DIGEST))).toBe(DIGEST)
  })
})

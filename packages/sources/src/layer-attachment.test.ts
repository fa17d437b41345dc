import { describe, expect, it } from 'vitest'
import { layerAttachment } from './layer-attachment.ts'

describe('layerAttachment', () => {
  it('takes what cosign writes, by its four names', () => {
    const annotations = {
      'dev.cosignproject.cosign/signature': '',
      'dev.sigstore.cosign/certificate': 'PEM',
      'dev.sigstore.cosign/chain': 'PEMs',
      'dev.sigstore.cosign/bundle': '{}',
      'dev.sigstore.cosign/rfc3161timestamp': '[]',
      predicateType: 'https://lie.test',
    }
    expect(layerAttachment(annotations)).toEqual({
      certificate: 'PEM',
      chain: 'PEMs',
      logEntry: '{}',
      timestamp: '[]',
    })
  })

  it('takes nothing that is empty or no text, and gives nothing where that is all', () => {
    expect(layerAttachment({ 'dev.sigstore.cosign/certificate': '', 'dev.sigstore.cosign/bundle': 7 })).toBeUndefined()
    expect(layerAttachment({})).toBeUndefined()
  })
})

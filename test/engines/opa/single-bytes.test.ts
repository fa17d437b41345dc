import { bundleSigner, isBundleRejection, type OpenedBundle, openBundle, signBundle } from '@pawl/opa'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { retarred } from './archive.ts'

const SIGNER = bundleSigner(testKey('ed25519').privatePem, 'EdDSA')
const BYTES = signBundle(
  {
    files: new Map([
      ['data.json', Buffer.from('{"acme":{"limit":7.0}}')],
      ['policy.wasm', Buffer.from('\0asm')],
      ['acme.rego', Buffer.from('package acme\n')],
    ]),
    manifest: { roots: [''], rego_version: 1 },
    revision: 7,
  },
  { signer: SIGNER, keyId: 'default' },
)
const open = (bytes: Uint8Array) => openBundle(bytes, { keys: [SIGNER.key], revisions: { least: 7, seen: [] } })

function opened(bytes: Uint8Array): OpenedBundle {
  const bundle = open(bytes)
  if (isBundleRejection(bundle)) throw new Error(bundle.code)
  return bundle
}

/** With one bit of one byte turned: another bit for each byte. */
function turned(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8))
  return copy
}

/** Where a turned bit is no refusal; what is opened then must be the very same. */
function takenAt(length: number, make: (at: number) => Uint8Array): readonly number[] {
  const good = opened(BYTES)
  return Array.from({ length }, (_, at) => at).filter((at) => {
    const bundle = open(make(at))
    if (isBundleRejection(bundle)) return false
    expect(bundle).toEqual(good)
    return true
  })
}

describe('a signed bundle with one bit turned', () => {
  it('is refused, or is the very same but for what gzip says of itself', () => {
    // RFC 1952: the time, the flags of the compressor, its system. Nobody reads them.
    expect(takenAt(BYTES.length, (at) => turned(BYTES, at))).toEqual([4, 5, 6, 7, 8, 9])
  })

  it('is refused, or is the very same, where the archive is packed again: the header of a file is summed and not signed', () => {
    let length = 0
    retarred(BYTES, (tar) => {
      length = tar.length
      return tar
    })
    const taken = takenAt(length, (at) => retarred(BYTES, (tar) => turned(tar, at)))
    expect(taken).toEqual([])
    expect(length).toBeGreaterThan(4000)
  })
})

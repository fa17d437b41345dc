import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { connect } from 'node:net'
import { Fault, loadTrust, type TrustConfiguration } from '@pawl/core'
import { publicGoodRoot } from '@pawl/sources'
import type { BundleJson, EvidenceRequest, Forgery } from '@pawl/testkit'
import { fakeSigstore } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { CLAIM, changed, everyForm, GITHUB, NOW, payloadOf, sigstore, trustWith, verdict } from './scene.ts'

const payload = payloadOf()
const v2 = (more: Partial<EvidenceRequest> = {}): BundleJson =>
  sigstore.bundle({ payload, identity: GITHUB, log: 'rekor2', ...more })

it('C36 Rekor v2: no timestamp, no proof, and checkpoints of other names, hints, trees and roots', () => {
  expect(verdict(v2())).toBe(CLAIM)
  expect(verdict(v2({ timestamp: false }))).toBe('time-missing')
  expect(verdict(v2({ forge: 'no-time' }))).toBe('time-missing')
  expect(verdict(v2({ forge: 'inclusion-proof-missing' }))).toBe('bundle-malformed')
  const INVALID: readonly Forgery[] = [
    'inclusion-proof-wrong-hash',
    'inclusion-proof-wrong-root-hash',
    'checkpoint-of-other-tree',
    'checkpoint-by-stranger',
    'checkpoint-of-other-origin',
    'checkpoint-signer-renamed',
    'log-retired',
  ]
  for (const forge of INVALID) expect(verdict(v2({ forge })), forge).toBe('log-entry-invalid')
  const noted = (change: (note: string) => string): string =>
    verdict(
      changed(v2(), ({ verificationMaterial: { tlogEntries } }) => {
        const { checkpoint } = tlogEntries[0].inclusionProof
        checkpoint.envelope = change(checkpoint.envelope)
      }),
    )
  // The hint is the first four bytes of a signature line: here of the log's own line.
  const hinted =
    (by: number): ((note: string) => string) =>
    (note) =>
      note.replace(/(?<=\n\u2014 \S+ )\S+(?=\n)/u, (text) => {
        const bytes = Buffer.from(text, 'base64')
        bytes[3] = (bytes[3] ?? 0) ^ by
        return bytes.toString('base64')
      })
  expect([noted((note) => note), noted(hinted(0)), noted(hinted(1))]).toStrictEqual([CLAIM, CLAIM, 'log-entry-invalid'])
  const OTHERS: readonly ((note: string) => string)[] = [
    (note) => note.replace(/^[^\n]+/, (origin) => `${origin}.evil.test`),
    (note) => note.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`),
    (note) => note.replace(/\n(\d+)\n/, '\n0$1\n'),
    (note) => `${note}\n\n`,
    (note) => `\n${note}`,
    (note) => note.replaceAll('\n', '\r\n'),
    (note) => note.slice(0, note.indexOf('\n\n') + 2),
    () => '',
  ]
  for (const [index, other] of OTHERS.entries()) expect(noted(other), `${index}`).toBe('log-entry-invalid')
})

const CHANNELS = ['net.client.socket', 'undici:request:create', 'http.client.request.start']

/** The sockets that are opened while something is done. */
async function socketsOf(act: () => unknown): Promise<number> {
  let opened = 0
  const count = (): void => {
    opened += 1
  }
  for (const channel of CHANNELS) subscribe(channel, count)
  try {
    await act()
  } finally {
    for (const channel of CHANNELS) unsubscribe(channel, count)
  }
  return opened
}

it('C37 a log that vouches for itself: roots are pinned, and nobody is asked', async () => {
  const foreign = fakeSigstore({ now: NOW })
  const files = { foreign: JSON.stringify(foreign.trustedRoot) }
  const bundles = [
    foreign.bundle({ payload, identity: GITHUB }),
    foreign.bundle({ payload, identity: GITHUB, version: '0.1' }),
    foreign.bundle({ payload, identity: GITHUB, log: 'rekor2' }),
  ]
  const pinned = trustWith({ roots: [{ name: 'r', trustedRoot: 'foreign' }] }, files)
  const codes = ['log-entry-invalid', 'log-entry-invalid', 'timestamp-invalid']
  const opened = await socketsOf(() => {
    expect(bundles.map((bundle) => verdict(bundle, { trust: pinned }))).toStrictEqual([CLAIM, CLAIM, CLAIM])
    expect(bundles.map((bundle) => verdict(bundle))).toStrictEqual(codes)
    for (const [, evidence] of everyForm()) expect(verdict(evidence)).toBe(CLAIM)
  })
  expect(opened).toBe(0)
  // Nor does the right name make a stranger an authority, or a log.
  const STRANGERS = [
    ['leaf-by-stranger', 'certificate-untrusted'],
    ['sct-by-stranger', 'sct-invalid'],
    ['sct-by-unknown-log', 'sct-invalid'],
    ['sct-over-other-certificate', 'sct-invalid'],
    ['sct-log-retired', 'sct-invalid'],
    ['sct-missing', 'sct-invalid'],
  ] as const
  expect(verdict(v2())).toBe(CLAIM)
  for (const [forge, code] of STRANGERS) expect(verdict(v2({ forge })), forge).toBe(code)
  // Only what the configuration names is read.
  const asked: string[] = []
  loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: {
        roots: [
          { name: 'a', trustedRoot: 'own' },
          { name: 'b', sigstore: 'public-good' },
        ],
        attesters: [],
      },
    },
    {
      file: (path) => {
        asked.push(path)
        return Buffer.from(files.foreign)
      },
      publicGood: () => {
        asked.push('public-good')
        return publicGoodRoot()
      },
    },
  )
  expect(asked).toStrictEqual(['own', 'public-good'])
  // A socket that is opened is seen.
  const seen = await socketsOf(async () => {
    const socket = connect(1, '127.0.0.1')
    await once(socket, 'error').finally(() => socket.destroy())
  })
  expect(seen).toBeGreaterThanOrEqual(1)
})

it('C38 a trusted root with a part that was always valid, or that cannot be read', () => {
  const { trustedRoot } = sigstore
  const under = (root: object): TrustConfiguration => trustWith({}, { root: JSON.stringify(root) })
  const bundle = sigstore.bundle({ payload, identity: GITHUB })
  expect(verdict(bundle, { trust: under(trustedRoot) })).toBe(CLAIM)
  const window = { end: '2030-01-01T00:00:00Z' }
  // biome-ignore lint/suspicious/noExplicitAny: a tree of JSON that is broken in one place
  const BROKEN: Readonly<Record<string, (root: any) => void>> = {
    'a log without a start': (root) => delete root.tlogs[0].publicKey.validFor.start,
    'a log without a window': (root) => delete root.tlogs[2].publicKey.validFor,
    'a certificate log without a start': (root) => (root.ctlogs[1].publicKey.validFor = window),
    'an authority without a start': (root) => (root.certificateAuthorities[3].validFor = window),
    'a timestamp authority without a start': (root) => (root.timestampAuthorities[1].validFor = window),
    'a start that is no instant': (root) => (root.tlogs[0].publicKey.validFor.start = '2020-01-01'),
    'an end before the start': (root) => (root.tlogs[0].publicKey.validFor.end = '1970-01-01T00:00:00Z'),
    'no authority': (root) => (root.certificateAuthorities = []),
    'an authority without certificates': (root) => (root.certificateAuthorities[0].certChain.certificates = []),
    'a certificate that is none': (root) =>
      (root.certificateAuthorities[0].certChain.certificates[0].rawBytes = Buffer.from('x').toString('base64')),
    'a key that is none': (root) => (root.tlogs[0].publicKey.rawBytes = 'AAAA'),
    'a key of another kind than it says': (root) => (root.tlogs[0].publicKey.keyDetails = 'PKIX_ED25519'),
    'another media type': (root) => (root.mediaType = 'application/vnd.dev.sigstore.trustedroot+json;version=0.3'),
    'an unknown member': (root) => (root.more = []),
  }
  for (const [name, change] of Object.entries(BROKEN)) {
    let code = 'nothing was thrown'
    try {
      under(changed(trustedRoot, change))
    } catch (error) {
      code = error instanceof Fault ? error.code : String(error)
    }
    expect(code, name).toBe('trusted-root-invalid')
  }
})

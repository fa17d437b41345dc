import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { describe, expect, it } from 'vitest'
import { testKey } from '../test-key.ts'
import type { LogChoice } from './bundle-request.ts'
import { type BundleJson, fakeSigstore } from './fake-sigstore.ts'
import { CONSTRAINED_HOST, FORGERIES, type Forgery, type ForgeryRow } from './forgery.ts'
import { githubIdentity } from './identity.ts'
import type { TimestampOptions } from './timestamp-authority.ts'
import { YEAR } from './trust-window.ts'

const NOW = 1_790_000_000
const payload = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}')
const identity = githubIdentity({ repository: 'acme/app' })
const sigstore = fakeSigstore({ now: NOW })
const trust = toTrustMaterial(TrustedRoot.fromJSON(sigstore.trustedRoot))
const RUNS = 3

const library = new Verifier(trust)

const outcome = (bundle: BundleJson, verifier: Verifier = library): string => {
  try {
    verifier.verify(toSignedEntity(bundleFromJSON(bundle), payload))
    return 'accepted'
  } catch (refusal) {
    const { code, message } = refusal as { readonly code?: string; readonly message: string }
    return code ?? message
  }
}

// What @sigstore/verify 4.1.3 gives as the reason. The reason shows that nothing else was wrong first.
const REFUSED: Readonly<Partial<Record<Forgery, string>>> = {
  'leaf-by-stranger': 'CERTIFICATE_ERROR',
  'intermediate-expired': 'CERTIFICATE_ERROR',
  'ca-retired': 'CERTIFICATE_ERROR',
  'sct-missing': 'CERTIFICATE_ERROR',
  'sct-by-stranger': 'CERTIFICATE_ERROR',
  'sct-by-unknown-log': 'CERTIFICATE_ERROR',
  'sct-over-other-certificate': 'CERTIFICATE_ERROR',
  'sct-log-retired': 'CERTIFICATE_ERROR',
  'signature-by-other-key': 'SIGNATURE_ERROR',
  'payload-swapped': 'SIGNATURE_ERROR',
  'payload-type-swapped': 'SIGNATURE_ERROR',
  'two-dsse-signatures': 'invalid bundle',
  'set-by-stranger': 'TLOG_INCLUSION_PROMISE_ERROR',
  'set-over-other-time': 'TLOG_INCLUSION_PROMISE_ERROR',
  'integrated-time-outside-leaf': 'CERTIFICATE_ERROR',
  'inclusion-proof-missing': 'invalid bundle',
  'inclusion-proof-wrong-hash': 'TLOG_INCLUSION_PROOF_ERROR',
  'checkpoint-of-other-tree': 'TLOG_INCLUSION_PROOF_ERROR',
  'checkpoint-by-stranger': 'TLOG_INCLUSION_PROOF_ERROR',
  'checkpoint-signer-renamed': 'TLOG_INCLUSION_PROOF_ERROR',
  'log-entry-of-other-signature': 'TLOG_BODY_ERROR',
  'log-entry-of-other-payload': 'TLOG_BODY_ERROR',
  'log-retired': 'TLOG_INCLUSION_PROMISE_ERROR',
  'timestamp-over-other-bytes': 'TIMESTAMP_ERROR',
  'timestamp-by-stranger': 'TIMESTAMP_ERROR',
  'timestamp-by-stranger-in-bag': 'TIMESTAMP_ERROR',
  'timestamp-outside-leaf': 'CERTIFICATE_ERROR',
  'timestamp-without-eku': 'TIMESTAMP_ERROR',
  'timestamp-eku-borrowed': 'TIMESTAMP_ERROR',
  'timestamp-authority-retired': 'TIMESTAMP_ERROR',
  'no-time': 'TIMESTAMP_ERROR',
}

// What it does not look at. A verifier that is to be better has to refuse most of these; the reasons say which may pass.
const ACCEPTED: Readonly<Partial<Record<Forgery, string>>> = {
  'leaf-without-eku': 'key purposes are not read',
  'leaf-server-auth-only': 'key purposes are not read',
  'leaf-unknown-critical-extension': 'critical flags are not read',
  'leaf-is-ca': 'the CA flag is looked at above the leaf only',
  'leaf-two-sans': 'the first name is taken',
  'leaf-validity-too-long': 'no client limits it',
  'leaf-outside-name-constraints': 'name constraints are not read',
  'message-signature': 'it is a bundle, though no attestation',
  'set-missing': 'the timestamp gives the time, integratedTime is not believed',
  'inclusion-proof-wrong-root-hash': 'only the root hash of the checkpoint is used',
  'checkpoint-of-other-origin': 'only the name in the signature line is compared',
  'log-entry-of-other-certificate': 'the verifier in the entry is not compared',
  'timestamp-extra-certificate': 'certificates in the token are not used, which is right',
}

const logsFor = ({ needs }: ForgeryRow): LogChoice[] =>
  needs.includes('rekor1') ? ['rekor1-dsse', 'rekor1-intoto'] : ['rekor1-dsse', 'rekor1-intoto', 'rekor2']

const cases = FORGERIES.flatMap((row) => logsFor(row).map((log) => ({ name: row.name, log })))
const toldBy = (table: Readonly<Partial<Record<Forgery, string>>>) =>
  cases.filter(({ name }) => table[name] !== undefined)
// The window of the log key is asked for the promise's sake alone, and Rekor v2 gives none.
const unasked = ({ name, log }: (typeof cases)[number]): boolean => name === 'log-retired' && log === 'rekor2'

describe('forgeries, by the library', () => {
  it.each(toldBy(REFUSED).filter((it) => !unasked(it)))(
    'refuses a bundle when forged: $name, $log',
    ({ name, log }) => {
      for (let run = 0; run < RUNS; run += 1) {
        const bundle = sigstore.bundle({ payload, identity, log, timestamp: true, forge: name })
        expect(outcome(bundle)).toBe(REFUSED[name])
      }
    },
  )

  it.each([...toldBy(ACCEPTED), ...cases.filter(unasked)])(
    'accepts a bundle when forged: $name, $log',
    ({ name, log }) => {
      for (let run = 0; run < RUNS; run += 1) {
        expect(outcome(sigstore.bundle({ payload, identity, log, timestamp: true, forge: name }))).toBe('accepted')
      }
    },
  )

  it('knows every forgery when the two tables are put together', () => {
    const told = [...Object.keys(REFUSED), ...Object.keys(ACCEPTED)].sort()
    expect(told).toEqual(FORGERIES.map(({ name }) => name).sort())
  })

  it('refuses a bundle when the promise is missing and there is no timestamp', () => {
    expect(outcome(sigstore.bundle({ payload, identity, timestamp: false, forge: 'set-missing' }))).toBe(
      'TIMESTAMP_ERROR',
    )
  })
})

describe('forgeries, options of the trusted root', () => {
  const answer = (timestampAuthority: TimestampOptions, forge?: Forgery): string => {
    const other = fakeSigstore({ now: NOW, timestampAuthority })
    const bundle = other.bundle({ payload, identity, log: 'rekor2', ...(forge === undefined ? {} : { forge }) })
    const material = toTrustMaterial(TrustedRoot.fromJSON(other.trustedRoot))
    return outcome(bundle, new Verifier(material))
  }

  // The library does not read the purposes of the TSA leaf in the trusted root.
  it('accepts a timestamp when the trusted leaf has no timeStamping purpose', () => {
    expect(answer({ eku: false })).toBe('accepted')
  })

  // The library looks for the signer in the trusted root only: a root with the TSA's CA alone verifies nothing there.
  it('refuses a timestamp when only the token brings its signer: TIMESTAMP_ERROR', () => {
    expect(answer({ leafInRoot: false })).toBe('TIMESTAMP_ERROR')
  })
})

describe('forgeries, controls', () => {
  it.each([
    'intermediate-expired',
    'ca-retired',
    'sct-log-retired',
    'log-retired',
    'timestamp-authority-retired',
  ] as const)('verifies the same parties when they were still trusted: %s', (forge) => {
    const bundle = sigstore.bundle({ payload, identity, timestamp: true, signedAt: NOW - 2 * YEAR, forge })
    expect(outcome(bundle)).toBe('accepted')
  })

  it('verifies under the constrained intermediate when the name is inside', () => {
    const inside = { san: `https://${CONSTRAINED_HOST}/build`, issuer: 'https://accounts.test' }
    expect(outcome(sigstore.bundle({ payload, identity: inside, forge: 'leaf-outside-name-constraints' }))).toBe(
      'accepted',
    )
  })

  it.each([
    { forge: 'set-missing', log: 'rekor2' },
    { forge: 'log-retired', log: 'none' },
    { forge: 'timestamp-by-stranger', log: 'rekor1-dsse' },
  ] as const)('refuses to forge when the bundle has no such part: $forge, $log', ({ forge, log }) => {
    expect(() => sigstore.bundle({ payload, identity, log, timestamp: false, forge })).toThrow(TypeError)
  })

  it('refuses to forge a certificate when a key signs', () => {
    expect(() => sigstore.keyBundle({ payload, key: testKey('p256'), forge: 'leaf-is-ca' })).toThrow(TypeError)
  })

  it('refuses to take the time away when a bundle has none', () => {
    expect(() => sigstore.keyBundle({ payload, key: testKey('p256'), log: 'none', forge: 'no-time' })).toThrow(
      TypeError,
    )
  })

  it('refuses to begin a log when it would have no leaf', () => {
    expect(() => fakeSigstore({ now: NOW, treeLeaves: 0 })).toThrow(TypeError)
  })
})

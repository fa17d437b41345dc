import { fakeSigstore, type KeylessRequest } from '@pawl/testkit'
import { accepted, identity, jsonBytes, NOW, provenancePayload, rejected, trusting } from './scene.ts'
import { PROVENANCE_V1 } from './summaries.ts'
import type { ExpectedClaim, Vector } from './vector.ts'

/** A Sigstore with two of each: logs, certificate logs, timestamp authorities. */
const sigstore = fakeSigstore({ now: NOW, second: true })

const TWO = { loggedBy: ['main', 'second'], stampedBy: ['main', 'second'], sctsBy: ['main', 'second'] } as const
const ASKING = 'provenance-keyless-two-of-each'
const REFRESHED = 'provenance-keyless-refreshed-root'

const provenance: ExpectedClaim = {
  type: 'provenance',
  attester: 'acme-ci',
  moment: 1_767_225_900,
  summary: PROVENANCE_V1,
}

function bundled(varied: Partial<KeylessRequest> = {}): Uint8Array {
  return jsonBytes(sigstore.bundle({ payload: provenancePayload, identity, timestamp: true, ...TWO, ...varied }))
}

function trustingRoot(root: object, files: Readonly<Record<string, string>>): ReturnType<typeof trusting> {
  const keyless = [{ root: 'fake', issuer: identity.issuer, identity: identity.san }]
  const attesters = [{ name: 'acme-ci', keyless, claims: ['provenance'], buildLevel: 3 }]
  return trusting({ roots: [{ name: 'fake', ...root }], attesters }, files)
}

const askingForTwo = trustingRoot(
  { trustedRoot: 'trusted_root.json', require: { logs: 2, timestamps: 2, certificateLogs: 2 } },
  { 'trusted_root.json': JSON.stringify(sigstore.trustedRoot) },
)

function refreshedUntil(expires: string): ReturnType<typeof trusting> {
  const file = { apiVersion: 'pawl.dev/v1', kind: 'RefreshedRoot', expires, trustedRoot: sigstore.trustedRoot, tuf: {} }
  return trustingRoot({ refreshed: 'refreshed-root.json' }, { 'refreshed-root.json': JSON.stringify(file) })
}

export const ROOTS_ACCEPTED: readonly Vector[] = [
  accepted(
    ASKING,
    [bundled()],
    [provenance],
    'Provenance that two logs, two certificate logs and two timestamp authorities vouch for, as the root asks for.',
    askingForTwo,
  ),
  accepted(
    REFRESHED,
    [bundled()],
    [provenance],
    'The root came by a refresh, and what vouches for it ends in the very next second.',
    refreshedUntil('2026-01-02T00:00:01Z'),
  ),
]

/** `name` says what there is twice, of one party. */
function onlyOne(name: string, varied: Partial<KeylessRequest>, readme: string): Vector {
  return rejected(`threshold-unmet/${name}`, ASKING, bundled(varied), readme, askingForTwo)
}

export const ROOTS_REJECTED: readonly Vector[] = [
  onlyOne(
    'two-entries-of-one-log',
    { loggedBy: ['main', 'main'] },
    'Two entries, both genuine and of one log, where two logs are asked for: what is counted is who speaks (C33). Made by logging the signature twice.',
  ),
  onlyOne(
    'two-stamps-of-one-authority',
    { stampedBy: ['second', 'second'] },
    'Two timestamps of one authority, where two authorities are asked for. Made by stamping the signature twice.',
  ),
  onlyOne(
    'two-scts-of-one-certificate-log',
    { sctsBy: ['main', 'main'] },
    'Two SCTs of one certificate log, where two are asked for. Made by having the certificate logged twice.',
  ),
  rejected(
    'trusted-root-expired/in-its-first-second',
    REFRESHED,
    bundled(),
    'The root came by a refresh, and what vouches for it has ended in this very second: newer metadata may be held back (C40). Made by an end one second earlier.',
    refreshedUntil('2026-01-02T00:00:00Z'),
  ),
]

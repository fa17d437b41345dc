/**
 * Writes what is attested in examples/gatekeeper: evidence.jsonl and the public keys. The private keys are made here and end with this process, so running
 * it again gives another example that comes to the same.
 *
 *   node --conditions=@pawl/source test/engines/gatekeeper/make-example.ts
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import {
  encodeStatement,
  signEnvelope,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  VULNERABILITY_SCAN_V1,
  vulnerabilityReview,
  vulnerabilityScan,
} from '@pawl/testkit'

const scanner = testKey('p256')
const securityTeam = testKey('ed25519')
const file = (name: string): URL => new URL(`../../../examples/gatekeeper/${name}`, import.meta.url)

/** The images are nowhere: only what is said of their digests matters here. */
const digest = (name: string): string => createHash('sha256').update(`examples/gatekeeper ${name}`).digest('hex')

function envelope(image: string, predicateType: string, predicate: object): string {
  const key = predicateType === VULNERABILITY_SCAN_V1 ? scanner : securityTeam
  const payload = encodeStatement(
    statement({ subject: [{ digest: { sha256: digest(image) } }], predicateType, predicate }),
  )
  return JSON.stringify(signEnvelope({ payload, signers: [{ key }] }))
}

// A review ends by itself. This one must not end while somebody may still read the example.
const review = vulnerabilityReview({ expiresAt: '2125-01-01T00:00:00Z' })
const lines = [
  envelope('app', VULNERABILITY_SCAN_V1, vulnerabilityScan()),
  envelope('app', VULNERABILITY_REVIEW_V1, review),
  envelope('worker', VULNERABILITY_SCAN_V1, vulnerabilityScan()),
]
writeFileSync(file('evidence.jsonl'), `${lines.join('\n')}\n`)
writeFileSync(file('scanner.pub'), scanner.publicPem)
writeFileSync(file('security-team.pub'), securityTeam.publicPem)
for (const name of ['app', 'worker', 'bare']) process.stdout.write(`${name} sha256:${digest(name)}\n`)

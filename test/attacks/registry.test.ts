import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadTrust, verifyImage } from '@pawl/core'
import { openSource, resolveSubject, SOURCE_LIMITS } from '@pawl/sources'
import {
  encodeStatement,
  imageLayout,
  signEnvelope,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { expect, it } from 'vitest'

const NOW = 1_767_312_000
const key = testKey('ed25519')
const trust = loadTrust(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 't', revision: 1 },
    spec: { attesters: [{ name: 'security', keys: [{ file: 'key' }], claims: ['review'] }] },
  },
  { file: () => Buffer.from(key.publicPem), publicGood: () => Buffer.alloc(0) },
)

function reviewOf(digest: string) {
  const payload = encodeStatement(
    statement({
      subject: [{ digest: { sha256: digest.slice(7) } }],
      predicateType: VULNERABILITY_REVIEW_V1,
      predicate: vulnerabilityReview(),
    }),
  )
  return signEnvelope({ payload, signers: [{ key }] })
}

/** The claims that the image of a tag has. */
async function claimsOf(layout: ReturnType<typeof imageLayout>, tag: string) {
  const folder = join(mkdtempSync(join(tmpdir(), 'pawl-attack-')), 'images')
  layout.write(folder)
  const { subject } = await resolveSubject(`oci:${folder}:${tag}`)
  const { evidence } = await openSource(folder).envelopesOf(subject, SOURCE_LIMITS)
  return verifyImage(evidence, subject, trust, { verifiedAt: NOW, validUntil: NOW + 300 }).summary.claims
}

it('does not take a moment from an annotation that anybody may edit (C100)', async () => {
  const claims = await Promise.all(
    ['2020-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2099-01-01T00:00:00Z'].map((created) => {
      const layout = imageLayout()
      const digest = layout.addImage({ content: 'app' })
      layout.tag(digest, 'app')
      layout.attachLegacy(digest, reviewOf(digest), { 'org.opencontainers.image.created': created, predicateType: 'x' })
      return claimsOf(layout, 'app')
    }),
  )
  expect(claims[0]).toHaveLength(1)
  expect(claims[1]).toStrictEqual(claims[0])
  expect(claims[2]).toStrictEqual(claims[0])
})

it('does not count a claim about a platform manifest for an index that wraps it (C112), and counts one about the index', async () => {
  const layout = imageLayout()
  const attested = layout.addImage({ content: 'attested' })
  const other = layout.addImage({ content: 'other' })
  const index = layout.addIndex([
    { digest: attested, platform: { os: 'linux', architecture: 'amd64' } },
    { digest: other, platform: { os: 'linux', architecture: 'arm64' } },
  ])
  layout.tag(index, 'wrapped')
  layout.attachLegacy(attested, reviewOf(attested))
  layout.attachLegacy(index, reviewOf(attested))
  expect(await claimsOf(layout, 'wrapped')).toStrictEqual([])
  layout.attachLegacy(index, reviewOf(index))
  expect(await claimsOf(layout, 'wrapped')).toHaveLength(1)
})

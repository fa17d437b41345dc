import { fakeSigstore, githubIdentity, type ImageLayout, imageLayout, testKey } from '@pawl/testkit'
import { DAY, HOUR, OPENSSL, provenancePayload, review, reviewPayload, scan, ZLIB } from './attestations.ts'

/** Everything the demo makes: keys, a Sigstore instance, a layout with seven images and what is attached to them. */
export interface Made {
  readonly layout: ImageLayout
  readonly trustedRoot: object
  readonly publicKeys: ReadonlyMap<string, string>
  readonly images: readonly DemoImage[]
}

export interface DemoImage {
  readonly tag: string
  readonly digest: string
  readonly story: string
}

/** `now` in epoch seconds. Real keys, real certificates, real signatures: only the authorities are invented. */
export function makeImages(now: number): Made {
  const layout = imageLayout()
  const sigstore = fakeSigstore({ now })
  const scanner = testKey('p256')
  const security = testKey('ed25519')
  const stranger = testKey('ed25519')
  const images: DemoImage[] = []
  const image = (name: string, story: string): string => {
    const digest = layout.addImage({ content: name })
    const tag = `ghcr.io/acme/${name}:1.0`
    layout.tag(digest, tag)
    images.push({ tag, digest, story })
    return digest
  }
  const built = (digest: string, name: string, by = 'acme', about = digest): void => {
    const run = { repository: `${by}/${name}` }
    layout.attachBundle(
      digest,
      sigstore.bundle({
        payload: provenancePayload(about, run, now - 3 * HOUR),
        signedAt: now - 3 * HOUR,
        identity: ownedBy(run, by),
      }),
    )
  }
  const scanned = (digest: string, hoursAgo: number, findings: Parameters<typeof scan>[3]): void => {
    layout.attachLegacy(digest, scan(digest, scanner, now - hoursAgo * HOUR, findings))
  }

  const good = image('good', 'built, scanned and reviewed, all of it in time')
  built(good, 'good')
  scanned(good, 2, [OPENSSL])
  scanned(good, 20, [])
  layout.attachLegacy(good, review(good, security, now - DAY, [OPENSSL]))

  image('unsigned', 'nobody says anything about it')

  const strange = image('by-a-stranger', 'the same statements, signed by somebody else')
  built(strange, 'by-a-stranger', 'mallory')
  layout.attachLegacy(strange, scan(strange, stranger, now - 2 * HOUR, []))
  layout.attachLegacy(strange, review(strange, stranger, now - DAY, []))

  const expired = image('expired-review', 'its review was good for 30 days, 60 days ago')
  built(expired, 'expired-review')
  scanned(expired, 2, [OPENSSL])
  layout.attachLegacy(expired, review(expired, security, now - 60 * DAY, [OPENSSL]))

  const uncovered = image('uncovered', 'a new scan found more than the review accepts')
  built(uncovered, 'uncovered')
  scanned(uncovered, 36, [])
  scanned(uncovered, 2, [OPENSSL, ZLIB])
  layout.attachLegacy(uncovered, review(uncovered, security, now - DAY, [OPENSSL]))

  const other = image('another-digest', 'good attestations, about another image')
  built(other, 'another-digest', 'acme', good)
  layout.attachLegacy(other, scan(good, scanner, now - 2 * HOUR, []))
  layout.attachLegacy(other, review(good, security, now - DAY, []))

  const stamped = image('stamped-anew', 'a review of 60 days ago, stamped and logged today')
  built(stamped, 'stamped-anew')
  scanned(stamped, 2, [OPENSSL])
  const old = reviewPayload(stamped, now - 60 * DAY, [OPENSSL], 365)
  layout.attachBundle(stamped, sigstore.keyBundle({ payload: old, key: security, timestamp: true, signedAt: now - 60 }))

  const publicKeys = new Map([
    ['scanner.pub', scanner.publicPem],
    ['security-team.pub', security.publicPem],
  ])
  return { layout, trustedRoot: sigstore.trustedRoot, publicKeys, images }
}

/** What the certificate says of the owner: the number that stays when a name changes hands. */
function ownedBy(run: { readonly repository: string }, owner: string): ReturnType<typeof githubIdentity> {
  const identity = githubIdentity(run)
  return {
    ...identity,
    extensions: { ...identity.extensions, sourceRepositoryOwnerIdentifier: owner === 'acme' ? '1234' : '666' },
  }
}

import type { CorpusFolder, CorpusRow, Verdict } from './corpus-row.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'
const GUNDAM_VISOR = {
  issuer: ISSUER,
  identity: 'https://github.com/ramonpetgrave64/gundam-visor/.github/workflows/npm-publish.yml@refs/tags/v1.0.1',
}
const SIGSTORE_JS = {
  issuer: ISSUER,
  identity: 'https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main',
}
const NPM_TEST = {
  issuer: ISSUER,
  identity: 'https://github.com/laurentsimon/provenance-npm-test/.github/workflows/release.yml@refs/heads/main',
}
/** The key that npm signs publications with. */
const NPM_KEY = { key: '../sigstore-go/publish_key.pub' }

const SHA512_ONLY = 'the subject has a sha512 digest only'
/** Of the unit tests no artifact is known, and of what they are about no sha256. */
const UNKNOWN = { digest: `sha256:${'5'.repeat(64)}` }

type Asked = Pick<CorpusRow, 'root' | 'subject' | 'attester'>
type Found = Pick<CorpusRow, 'signature' | 'sigstoreGo' | 'claim' | 'because'>

const GOOD = {
  signature: 'accept',
  sigstoreGo: 'accept',
  claim: 'subject-digest-unsupported',
  because: SHA512_ONLY,
} as const
/** The payload has a line break more than what was signed and logged; of a key the signature is asked first. */
const CHANGED_PUBLICATION = { signature: 'reject', sigstoreGo: 'log', claim: 'signature-unverified' } as const
const CHANGED_PROVENANCE = { signature: 'reject', sigstoreGo: 'log', claim: 'log-entry-mismatch' } as const

/** The answer of npm's API: the file as it is, which is no bundle to an oracle, and each of its two bundles by itself. */
function payload(file: string, first: Asked & Found, second: Asked & Found): readonly CorpusRow[] {
  const asked = [first, second].find(({ attester }) => 'issuer' in attester) ?? second
  const claims = [first, second].map(({ attester, claim }): Verdict => {
    // Where the identity of the build is trusted, nobody knows the key of the other.
    return 'issuer' in attester && typeof claim === 'string' ? claim : 'signature-unverified'
  })
  return [
    {
      file,
      root: 'public-good',
      subject: asked.subject,
      attester: asked.attester,
      signature: 'reject',
      sigstoreGo: 'parse',
      claim: claims,
    },
    { file, at: 'attestations[0].bundle', ...first },
    { file, at: 'attestations[1].bundle', ...second },
  ]
}

const about = (subject: Asked['subject']) => ({ root: 'public-good', subject }) as const

function publishedFirst(name: string, attester: Asked['attester'], files: Record<string, readonly [Found, Found]>) {
  const asked = about({ artifact: `${name}.tgz` })
  return Object.entries(files).flatMap(([suffix, [publication, provenance]]) =>
    payload(
      `${name}${suffix}.tgz.json`,
      { ...asked, attester: NPM_KEY, ...publication },
      { ...asked, attester, ...provenance },
    ),
  )
}

function provenanceFirst(file: string, provenance: Found, publication: Found): readonly CorpusRow[] {
  const asked = about(UNKNOWN)
  return payload(
    `slsa-verifier-unit/${file}.json`,
    { ...asked, attester: NPM_TEST, ...provenance },
    { ...asked, attester: NPM_KEY, ...publication },
  )
}

const FILES: Record<string, readonly [Found, Found]> = {
  '': [GOOD, GOOD],
  '-invalidsigprov': [GOOD, CHANGED_PROVENANCE],
  '-invalidsigpub': [CHANGED_PUBLICATION, GOOD],
}

export const NPM: CorpusFolder = {
  folder: 'npm',
  others: {
    'gundam-visor-cli-v1-tag.tgz': 'the artifact of the three files of that name',
    'provenance-npm-test-cli-v1-prega.tgz': 'the artifact of the three files of that name',
  },
  rows: [
    ...publishedFirst('gundam-visor-cli-v1-tag', GUNDAM_VISOR, FILES),
    ...publishedFirst('provenance-npm-test-cli-v1-prega', SIGSTORE_JS, FILES),
    ...provenanceFirst('npm-attestations', GOOD, GOOD),
    // The type of the payload is signed, and stands in the entry of the log, where sigstore-go does not compare it.
    ...provenanceFirst(
      'npm-att-mismatch-prov-payloadtype',
      { signature: 'reject', sigstoreGo: 'signature', claim: 'log-entry-mismatch' },
      GOOD,
    ),
    // The label outside of the envelope is another than the type inside of it: nobody signed it and nobody looks at it.
    ...provenanceFirst('npm-att-mismatch-pub-predicatetype', GOOD, GOOD),
    ...provenanceFirst('npm-att-publish-nodigest', GOOD, CHANGED_PUBLICATION),
    ...provenanceFirst('npm-att-publish-nosubjects', GOOD, CHANGED_PUBLICATION),
  ],
}

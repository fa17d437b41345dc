import { type CorpusFolder, type CorpusRow, STRANGER } from './corpus-row.ts'

/** Statements and predicates that nobody signed. Whoever may write to a registry may attach them. */
const unsigned = (file: string, hex: string = '5'.repeat(64)): CorpusRow => ({
  file,
  root: 'public-good',
  subject: { digest: `sha256:${hex}` },
  attester: STRANGER,
  signature: 'reject',
  sigstoreGo: 'parse',
  claim: 'statement-unsigned',
})

export const AMPEL: CorpusFolder = {
  folder: 'ampel',
  others: { 'slsa-v0.2.json': 'a predicate without a statement' },
  rows: [unsigned('gitcommit-attestation.json')],
}

export const PREDICATES_SPEC_EXAMPLES: CorpusFolder = {
  folder: 'predicates-spec-examples',
  others: {},
  rows: [
    unsigned('reference-1.json', '886a77e9b9c993e221d1843e3af5b1fbeea26d8962995e8562174a6aba0c7cc9'),
    unsigned('reference-2.json', 'f1847f7e67aa18d0063fda3cbde8b61f84384fbf35c3dd4cfa8c4822400b5a64'),
    unsigned('release-1.json'),
    unsigned('release-2.json'),
    unsigned('release-3.json'),
    unsigned('release-5.json'),
    unsigned('scai-1.json'),
    unsigned('scai-2.json'),
    unsigned('scai-3.json'),
    unsigned('svr-1.json'),
    unsigned('svr-2.json'),
    unsigned('svr-3.json'),
    unsigned('test-result-1.json'),
    unsigned('vulns_02-1.json', 'fe4fe40ac7250263c5dbe1cf3138912f3f416140aa248637a60d65fe22c47da4'),
  ],
}

export const PREDICATES_UNSIGNED: CorpusFolder = {
  folder: 'predicates-unsigned',
  others: {
    'alpine-small-spdx.json': 'an SPDX document',
    'cyclonedx-1.7.json': 'a CycloneDX document',
    'cyclonedx-components-nested.json': 'a CycloneDX document',
    'cyclonedx-unaffected-vex.json': 'a CycloneDX document about vulnerabilities',
    'cyclonedx-vex-affected.json': 'a CycloneDX document about vulnerabilities',
    'open-vex-affected.json': 'an OpenVEX document',
    'open-vex-not-affected.json': 'an OpenVEX document',
    'small-spdx.json': 'an SPDX document',
  },
  rows: [
    unsigned('certify-novuln-v02.json'),
    unsigned('certify-vuln-v02.json'),
    unsigned('certify-vuln.json'),
    unsigned('crev-review.json'),
    unsigned('github-review.json'),
    unsigned(
      'oci-kubectl-linux-amd64-in-toto.json',
      '8202add66a93bcb7219ed7bb16438caf82a80c60348cace2381c678b99d65638',
    ),
    {
      // An envelope, signed by a P-521 key that is not there.
      ...unsigned('oci-dsse-att.json', '9e183c89765d92a440f44ac7059385c778cbadad0ee8fe3208360efb07c0ba09'),
      claim: 'signature-unverified',
    },
  ],
}

export const TEKTON: CorpusFolder = {
  folder: 'tekton',
  others: {},
  // Runs to which Tekton Chains attached nothing, without the kind that says that they are.
  rows: [
    {
      ...unsigned('taskrun-multiple-subjects.json', 'db546e77d11cf34199d965d28b1107f98bcbb7630182b7d847cc31d5d21b47b0'),
      claim: 'evidence-unrecognised',
    },
    {
      ...unsigned('taskrun-v2alpha4.json', 'd4b63d3e24d6eef04a6dc0795cf8a73470688803d97c52cffa3c8d4efd3397b6'),
      claim: 'evidence-unrecognised',
    },
  ],
}

import type { CorpusFolder } from './corpus-row.ts'

export const SCANNER_OUTPUT: CorpusFolder = {
  folder: 'scanner-output',
  rows: [],
  others: {
    'grype.json': 'what Grype prints, for the predicate of a scan',
    'osv-scanner.json': 'what OSV-Scanner prints, for the predicate of a scan',
    'trivy.json': 'what Trivy prints, for the predicate of a scan',
    'trivy.sarif.json': 'what Trivy prints as SARIF, for the predicate of a scan',
  },
}

export const TRUST: CorpusFolder = {
  folder: 'trust',
  rows: [],
  others: {
    'github-trusted-root.json': 'the root of the Sigstore of GitHub, which has no logs',
    'pgi-trusted-root-seed.json': 'the public-good root, which pawl brings along',
    'public-good-2023-sigstore-go.json': 'an older public-good root',
  },
}

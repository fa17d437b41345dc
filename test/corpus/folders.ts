import type { CorpusFolder } from './corpus-row.ts'
import { CONFORMANCE } from './rows-conformance.ts'
import { COSIGN } from './rows-cosign.ts'
import { DSSE } from './rows-dsse.ts'
import { GCB } from './rows-gcb.ts'
import { GITHUB_ATTESTATIONS } from './rows-github-attestations.ts'
import { SCANNER_OUTPUT, TRUST } from './rows-no-evidence.ts'
import { NPM } from './rows-npm.ts'
import { OCI_LAYOUT } from './rows-oci-layout.ts'
import { SIGSTORE_GO } from './rows-sigstore-go.ts'
import { SIGSTORE_PYTHON } from './rows-sigstore-python.ts'
import { SLSA_BUNDLE } from './rows-slsa-bundle.ts'
import { SLSA_GENERIC } from './rows-slsa-generic.ts'
import { AMPEL, PREDICATES_SPEC_EXAMPLES, PREDICATES_UNSIGNED, TEKTON } from './rows-unsigned.ts'
import { VSA } from './rows-vsa.ts'
import { WITNESS } from './rows-witness.ts'

/** Every folder of the corpus, in the order of their names. */
export const FOLDERS: readonly CorpusFolder[] = [
  AMPEL,
  CONFORMANCE,
  COSIGN,
  DSSE,
  GCB,
  GITHUB_ATTESTATIONS,
  NPM,
  OCI_LAYOUT,
  PREDICATES_SPEC_EXAMPLES,
  PREDICATES_UNSIGNED,
  SCANNER_OUTPUT,
  SIGSTORE_GO,
  SIGSTORE_PYTHON,
  SLSA_BUNDLE,
  SLSA_GENERIC,
  TEKTON,
  TRUST,
  VSA,
  WITNESS,
]

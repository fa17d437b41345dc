import type { Mutant } from './mutant.ts'
import { ASSEMBLY } from './rows/assembly.ts'
import { CERTIFICATE } from './rows/certificate.ts'
import { CHAIN } from './rows/chain.ts'
import { CLAIM } from './rows/claim.ts'
import { CONFIGURATION } from './rows/configuration.ts'
import { COVER } from './rows/cover.ts'
import { DECISION } from './rows/decision.ts'
import { DOCTOR } from './rows/doctor.ts'
import { DOCUMENT } from './rows/document.ts'
import { DOORS } from './rows/doors.ts'
import { EDGES } from './rows/edges.ts'
import { EXEMPTIONS } from './rows/exemptions.ts'
import { EXPLANATION } from './rows/explain.ts'
import { FIELD_TESTS } from './rows/field-tests.ts'
import { FORMATS, LARGE_EVIDENCE } from './rows/formats.ts'
import { GATEKEEPER_ANSWERS } from './rows/gatekeeper.ts'
import { GATEWAY_ANSWERS } from './rows/gateway.ts'
import { GATEWAY_KYVERNO } from './rows/gateway-kyverno.ts'
import { GITHUB } from './rows/github.ts'
import { INSTANCES } from './rows/instances.ts'
import { KYVERNO_POLICIES } from './rows/kyverno.ts'
import { MIGRATIONS } from './rows/migrate.ts'
import { OPA_BUNDLES } from './rows/opa-bundles.ts'
import { OPA_SERVER } from './rows/opa-server.ts'
import { POLICY_LANGUAGE } from './rows/policy-language.ts'
import { POLICY_TOOLS } from './rows/policy-tools.ts'
import { PROPOSALS } from './rows/propose.ts'
import { PROVER } from './rows/prover.ts'
import { READING } from './rows/reading.ts'
import { REASONS } from './rows/reasons.ts'
import { REASONS_OF_FIELDS } from './rows/reasons-of-fields.ts'
import { REGISTRY } from './rows/registry.ts'
import { ROOTS } from './rows/roots.ts'
import { SIGNATURE } from './rows/signature.ts'
import { SIGNED_CONFIGURATION } from './rows/signed-configuration.ts'
import { STATEMENT } from './rows/statement.ts'
import { STRICT_JSON } from './rows/strict-json.ts'
import { UNNOTICED } from './rows/unnoticed.ts'

/** By hand, in the order of the data's way. */
export const ROWS: readonly Mutant[] = [
  ...DOORS,
  ...CONFIGURATION,
  ...REGISTRY,
  ...GITHUB,
  ...READING,
  ...STRICT_JSON,
  ...FORMATS,
  ...LARGE_EVIDENCE,
  ...SIGNATURE,
  ...CERTIFICATE,
  ...CHAIN,
  ...ROOTS,
  ...UNNOTICED,
  ...STATEMENT,
  ...CLAIM,
  ...ASSEMBLY,
  ...DOCUMENT,
  ...POLICY_LANGUAGE,
  ...REASONS,
  ...REASONS_OF_FIELDS,
  ...DECISION,
  ...COVER,
  ...EXEMPTIONS,
  ...FIELD_TESTS,
  ...INSTANCES,
  ...OPA_SERVER,
  ...EXPLANATION,
  ...SIGNED_CONFIGURATION,
  ...EDGES,
  ...GATEKEEPER_ANSWERS,
  ...GATEWAY_ANSWERS,
  ...GATEWAY_KYVERNO,
  ...KYVERNO_POLICIES,
  ...PROPOSALS,
  ...MIGRATIONS,
  ...PROVER,
  ...POLICY_TOOLS,
  ...DOCTOR,
  ...OPA_BUNDLES,
]

import { dirname, isAbsolute, join } from 'node:path'
import { Fault, loadTrust, sha256Digest, type TrustConfiguration, type TrustMaterial } from '@pawl/core'
import { ConfigurationInvalid, type ConfigurationProblem } from '@pawl/document'
import {
  type CompiledPolicy,
  type IdentifiedProfile,
  identifyProfile,
  type ProfileTable,
  parsePolicy,
  parseProfiles,
  profileFor,
  profileOf,
} from '@pawl/policy'
import { publicGoodRoot, readBounded } from '@pawl/sources'
import { Refusal, usage } from '../refusal.ts'
import { readYaml, type YamlFile } from './read-yaml.ts'
import { unknownAttesters } from './unknown-attesters.ts'

const MAX_FILE_BYTES = 1_048_576

/** Where the policies come from. */
export interface PolicyFiles {
  readonly policy: readonly string[]
  /** A ProfileConfiguration, and the namespace that it is asked for. */
  readonly profiles?: string
  readonly namespace?: string
}

/** The policy of a YAML or JSON file, in its normal form. `readAt`, epoch seconds: exceptions end within 90 days of it. */
export function loadPolicyFile(path: string, readAt: number): CompiledPolicy {
  return loadPolicy(readYaml(path), readAt)
}

export function loadPolicy(file: YamlFile, readAt: number): CompiledPolicy {
  return refusing(file, () => parsePolicy(file.value, readAt))
}

/** A policy whose attesters are all in the trust configuration, where one is at hand: a name that nobody has can only be a slip. */
function loadPolicyBeside(path: string, trust: TrustConfiguration | undefined, readAt: number): CompiledPolicy {
  const file = readYaml(path)
  const policy = loadPolicy(file, readAt)
  const problems = trust === undefined ? [] : unknownAttesters(file.value, trust)
  if (problems.length === 0) return policy
  throw new Refusal('policy-invalid', 'the policy names nobody who is trusted', located(problems, file))
}

/** What judges: policies given by hand join by AND; with a ProfileConfiguration the namespace chooses among them. */
export function loadProfile(
  { policy, profiles, namespace }: PolicyFiles,
  trust: TrustConfiguration | undefined,
  readAt: number,
): IdentifiedProfile {
  const policies = loadPolicies(policy, trust, readAt)
  if (profiles === undefined || namespace === undefined) {
    if (profiles === namespace) return identifyProfile(profileOf(policies), sha256Digest)
    throw usage('--profiles and --namespace belong together')
  }
  const { table } = loadProfiles(profiles, policies)
  return identifyProfile(profileFor(namespace, table), sha256Digest)
}

/** Policies that may stand beside each other. */
export function loadPolicies(
  paths: readonly string[],
  trust: TrustConfiguration | undefined,
  readAt: number,
): readonly CompiledPolicy[] {
  const policies = paths.map((path) => loadPolicyBeside(path, trust, readAt))
  refuseSameNames(policies)
  return policies
}

export function refuseSameNames(policies: readonly CompiledPolicy[]): void {
  const names = policies.map((each) => each.name)
  if (new Set(names).size === names.length) return
  throw new Refusal('policy-invalid', 'two policies have one name', [{ at: '--policy', message: 'give each its own' }])
}

/** A ProfileConfiguration of files given by hand, which has no end, and as it is written. */
export function loadProfiles(
  path: string,
  policies: readonly CompiledPolicy[],
): { readonly table: ProfileTable; readonly written: unknown } {
  const file = readYaml(path)
  const read = (): ProfileTable => parseProfiles(file.value, policies, 'unlimited')
  return { table: refusing(file, read, 'the profiles are invalid'), written: file.value }
}

/** What `read` throws, each problem with its line; `words` where a code is for more than one kind of file. */
export function refusing<T>(file: YamlFile, read: () => T, words?: string): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof ConfigurationInvalid)
      throw new Refusal(error.code, words ?? error.message, located(error.problems, file))
    if (error instanceof Fault && error.place !== undefined)
      throw new Refusal(error.code, error.message, located([{ at: error.place, message: error.at }], file))
    throw error
  }
}

/** The trust configuration of a YAML or JSON file. Files that it names lie relative to it, never to the working folder (C78). */
export function loadTrustFile(path: string): TrustConfiguration {
  return loadTrustOf(readYaml(path))
}

export function loadTrustOf(file: YamlFile): TrustConfiguration {
  return refusing(file, () => loadTrust(file.value, materialBeside(file.path)))
}

/** The files that a trust configuration names. */
export function materialBeside(path: string): TrustMaterial {
  return {
    file: (named) => readBounded(isAbsolute(named) ? named : join(dirname(path), named), MAX_FILE_BYTES),
    publicGood: publicGoodRoot,
  }
}

export function located(problems: readonly ConfigurationProblem[], file: YamlFile): readonly ConfigurationProblem[] {
  return problems.map(({ at, message, member = false }) => ({
    at: file.locate(at, member),
    message: at === '' ? message : `${at}: ${message}`,
  }))
}

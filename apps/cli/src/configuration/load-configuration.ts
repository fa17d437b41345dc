import { dirname, resolve } from 'node:path'
import { loadTrust, sha256Digest, type TrustConfiguration, TrustInvalid } from '@pawl/core'
import type { ConfigurationProblem } from '@pawl/document'
import { type IdentifiedPolicy, identifyPolicy, PolicyInvalid, parsePolicy } from '@pawl/policy'
import { publicGoodRoot, readBounded } from '@pawl/sources'
import { Refusal } from '../refusal.ts'
import { readYaml, type YamlFile } from './read-yaml.ts'

const MAX_FILE_BYTES = 1_048_576

/** The policy of a YAML or JSON file, in its normal form. */
export function loadPolicyFile(path: string): IdentifiedPolicy {
  const file = readYaml(path)
  try {
    return identifyPolicy(parsePolicy(file.value), sha256Digest)
  } catch (error) {
    if (error instanceof PolicyInvalid)
      throw new Refusal('policy-invalid', 'the policy is invalid', located(error.problems, file))
    throw error
  }
}

/** The trust configuration of a YAML or JSON file. Files that it names lie relative to it, never to the working folder (C78). */
export function loadTrustFile(path: string): TrustConfiguration {
  const file = readYaml(path)
  const material = {
    file: (named: string): Uint8Array => readBounded(resolve(dirname(path), named), MAX_FILE_BYTES),
    publicGood: publicGoodRoot,
  }
  try {
    return loadTrust(file.value, material)
  } catch (error) {
    if (!(error instanceof TrustInvalid)) throw error
    throw new Refusal('trust-invalid', 'the trust configuration is invalid', located(error.problems, file))
  }
}

function located(problems: readonly ConfigurationProblem[], file: YamlFile): readonly ConfigurationProblem[] {
  return problems.map(({ at, message }) => ({ at: `${file.locate(at)}: ${at}`, message }))
}

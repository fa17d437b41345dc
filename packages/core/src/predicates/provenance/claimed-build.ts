import { canonicalBytes, isBoundedText, type JsonValue, type SummaryValue } from '@pawl/document'
import { sha256Digest } from '../../bytes/sha256.ts'
import { isJsonList, isJsonObject, type JsonObject } from '../../bytes/strict-json.ts'
import { at, textField, timeField } from '../summary-fields.ts'

/** What a workload wrote about its own build. */
export interface ClaimedBuild {
  readonly summary: Readonly<Record<string, SummaryValue | undefined>>
  readonly finishedAt: number | undefined
}

const MAX_PARAMETER_NAMES = 16

/** SLSA v1: buildDefinition and runDetails. Undefined without a builder, which the specification requires. */
export function readV1(predicate: JsonObject): ClaimedBuild | undefined {
  const builderId = textField(at(predicate, 'runDetails', 'builder', 'id'), 512)
  const buildType = textField(at(predicate, 'buildDefinition', 'buildType'), 256)
  if (builderId === undefined || buildType === undefined) return undefined
  const parameters = at(predicate, 'buildDefinition', 'externalParameters')
  const dependencies = at(predicate, 'buildDefinition', 'resolvedDependencies')
  const source = sourceDependency(dependencies, at(parameters, 'workflow', 'repository'))
  const finishedAt = timeField(at(predicate, 'runDetails', 'metadata', 'finishedOn'))
  return {
    summary: {
      slsaVersion: '1',
      builderId,
      buildType,
      claimedSourceRepository: textField(at(parameters, 'workflow', 'repository'), 512),
      claimedSourceRef: textField(at(parameters, 'workflow', 'ref'), 256),
      claimedSourceCommit: textField(at(source, 'digest', 'gitCommit'), 64),
      entryPoint: textField(at(parameters, 'workflow', 'path'), 256),
      ...parameterFields(parameters),
      materialsCount: isJsonList(dependencies) ? dependencies.length : undefined,
      startedAt: timeField(at(predicate, 'runDetails', 'metadata', 'startedOn')),
      finishedAt,
    },
    finishedAt,
  }
}

/** The dependency that is the workflow's own repository, by its URI: the first of a list may be anything. */
function sourceDependency(
  dependencies: JsonValue | undefined,
  repository: JsonValue | undefined,
): JsonValue | undefined {
  if (!isJsonList(dependencies) || typeof repository !== 'string') return undefined
  return dependencies.find((each) => repositoryOf(at(each, 'uri')) === repository)
}

/** SLSA v0.2: builder, invocation, materials. */
export function readV02(predicate: JsonObject): ClaimedBuild | undefined {
  const builderId = textField(at(predicate, 'builder', 'id'), 512)
  const buildType = textField(predicate['buildType'], 256)
  if (builderId === undefined || buildType === undefined) return undefined
  const source = at(predicate, 'invocation', 'configSource')
  const uri = at(source, 'uri')
  const materials = predicate['materials']
  const finishedAt = timeField(at(predicate, 'metadata', 'buildFinishedOn'))
  return {
    summary: {
      slsaVersion: '0.2',
      builderId,
      buildType,
      claimedSourceRepository: repositoryOf(uri),
      claimedSourceRef: refOf(uri),
      claimedSourceCommit: textField(at(source, 'digest', 'sha1'), 64),
      entryPoint: textField(at(source, 'entryPoint'), 256),
      ...parameterFields(at(predicate, 'invocation', 'parameters')),
      materialsCount: isJsonList(materials) ? materials.length : undefined,
      startedAt: timeField(at(predicate, 'metadata', 'buildStartedOn')),
      finishedAt,
    },
    finishedAt,
  }
}

/** Parameters are shown by digest and by name only: their values are the workload's, and unbounded. */
function parameterFields(parameters: JsonValue | undefined): Readonly<Record<string, SummaryValue | undefined>> {
  if (!isJsonObject(parameters)) return {}
  const names = Object.keys(parameters).sort()
  const shown = names.length <= MAX_PARAMETER_NAMES && names.every((name) => isBoundedText(name, 64))
  return {
    // Numbers that this reader has rounded would share a digest with their neighbours: then there is none (C71).
    externalParametersDigest: isExact(parameters) ? sha256Digest(canonicalBytes(parameters)) : undefined,
    externalParameterKeys: shown ? names : undefined,
  }
}

/** Whether every number in it is an integer that is read as it was written. */
function isExact(value: JsonValue): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isExact)
}

/** `git+https://github.com/acme/app@refs/heads/main` to `https://github.com/acme/app`. */
function repositoryOf(uri: JsonValue | undefined): string | undefined {
  if (typeof uri !== 'string') return undefined
  const [repository] = uri.replace(/^git\+/, '').split('@', 1)
  return textField(repository?.replace(/\.git$/, ''), 512)
}

function refOf(uri: JsonValue | undefined): string | undefined {
  return typeof uri === 'string' ? textField(uri.split('@', 2)[1], 256) : undefined
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isInvalidJson, readJson } from '@pawl/core'
import { readBounded } from '@pawl/sources'
import type { Environment } from '../environment.ts'
import { Refusal } from '../refusal.ts'

const MAX_BYTES = 1_048_576

/** `config.json` of docker, where it is by its own rules: in DOCKER_CONFIG, or in the home folder. Undefined where there is none. */
export function dockerConfigFile(environment: Environment): unknown {
  const { DOCKER_CONFIG: folder, HOME: home } = environment
  const path =
    folder === undefined || folder === '' ? join(home ?? '', '.docker', 'config.json') : join(folder, 'config.json')
  if ((folder ?? home ?? '') === '' || !existsSync(path)) return undefined
  const value = readJson(readBounded(path, MAX_BYTES))
  if (!isInvalidJson(value)) return value
  throw new Refusal('configuration-invalid', 'the docker configuration is not JSON', [{ at: path, message: value.at }])
}

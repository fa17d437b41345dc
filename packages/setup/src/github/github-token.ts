import { readBounded } from '@pawl/sources'
import type { Environment } from '../environment.ts'
import { tokenIn } from '../token-text.ts'
import { enterpriseApi, type GithubChoice } from './github-choice.ts'

const MAX_BYTES = 4096

/**
 * The token for the API: of the file, or of the environment where the API is that of github.com. What is in the environment is for github.com: whoever
 * names another API would hand it to another host. Undefined where there is none.
 */
export function githubToken(choice: GithubChoice, environment: Environment): string | undefined {
  const { githubTokenFile: file } = choice
  if (file !== undefined) return checked(Buffer.from(readBounded(file, MAX_BYTES)).toString('latin1'), file)
  if (enterpriseApi(choice) !== undefined) return undefined
  const name = ['GH_TOKEN', 'GITHUB_TOKEN'].find((each) => (environment[each] ?? '') !== '')
  return name === undefined ? undefined : checked(environment[name] ?? '', name)
}

function checked(token: string, at: string): string {
  return tokenIn(token, { at, service: 'GitHub' })
}

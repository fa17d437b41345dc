import {
  type EvidenceSource,
  GITHUB_API,
  GITHUB_BUNDLE_HOSTS,
  type GithubOptions,
  githubPlace,
  githubSource,
  type NetworkOptions,
} from '@pawl/sources'
import type { Environment } from '../environment.ts'
import { enterpriseApi, type GithubChoice } from './github-choice.ts'
import { githubToken } from './github-token.ts'

const PARALLEL = 6

/**
 * The source for `github:OWNER[/REPOSITORY]`. An API that is named may be at a private address: nobody but whoever runs Pawl can name one. `timeout` in
 * milliseconds. Throws Fault `reference-invalid` for another name, Refusal for a token that is none.
 */
export function githubEvidence(
  name: string,
  choice: GithubChoice,
  environment: Environment,
  network: NetworkOptions & Pick<GithubOptions, 'timeout'>,
): EvidenceSource {
  const place = githubPlace(name)
  const api = enterpriseApi(choice)
  return githubSource({
    place,
    api: api ?? GITHUB_API,
    apiMayBePrivate: api !== undefined,
    token: githubToken(choice, environment),
    bundleHosts: [...GITHUB_BUNDLE_HOSTS, ...choice.githubBundleHost],
    ...network,
    parallel: PARALLEL,
  })
}

import { GITHUB_API, githubApi } from '@pawl/sources'

/** What the operator says about GitHub. */
export interface GithubChoice {
  readonly githubApi?: string
  readonly githubTokenFile?: string
  readonly githubBundleHost: readonly string[]
}

/** The API of an Enterprise; undefined for that of github.com, by whatever option. */
export function enterpriseApi({ githubApi: api }: GithubChoice): string | undefined {
  return api === githubApi(GITHUB_API).href ? undefined : api
}

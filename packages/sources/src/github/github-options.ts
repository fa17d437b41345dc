import { Fault } from '@pawl/core'
import type { NetworkOptions } from '../http/network-options.ts'

/** How the attestations API of GitHub is asked. Apps read files and environment, this package does not. */
export interface GithubOptions extends NetworkOptions {
  readonly place: GithubPlace
  /** The API, `https://HOST[:PORT][/PATH]`; nothing but https is spoken. */
  readonly api: string
  /** Whether the API may be at a private address, as a GitHub Enterprise Server is. No other host may. */
  readonly apiMayBePrivate: boolean
  /** Shown to the API alone; undefined for what anybody may read. */
  readonly token: string | undefined
  /** Hosts, `HOST[:PORT]`, from which bundles are fetched that the API only names. They compare exactly. */
  readonly bundleHosts: readonly string[]
  /** Milliseconds for everything about one image. */
  readonly timeout: number
  /** Bundles fetched at the same time. */
  readonly parallel: number
}

/** Whose attestations: of one repository, or of all repositories of an owner. */
export interface GithubPlace {
  readonly owner: string
  readonly repository: string | undefined
}

export const GITHUB_API = 'https://api.github.com'

/** Where github.com keeps bundles. It is the storage of a cloud, not a host of GitHub's: it never gets a token. */
export const GITHUB_BUNDLE_HOSTS: readonly string[] = ['tmaproduction.blob.core.windows.net']

const PREFIX = 'github:'
const OWNER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
const REPOSITORY = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

/** Whether a text names a place at GitHub, well or badly; a file of that name is `./github:...`. */
export function isGithubName(text: string): boolean {
  return text.startsWith(PREFIX)
}

/** `github:OWNER` or `github:OWNER/REPOSITORY`. Throws Fault `reference-invalid`. */
export function githubPlace(text: string): GithubPlace {
  const [owner = '', repository, ...more] = isGithubName(text) ? text.slice(PREFIX.length).split('/') : []
  const isPlace = OWNER.test(owner) && (repository === undefined || REPOSITORY.test(repository)) && more.length === 0
  if (!isPlace) throw new Fault('reference-invalid', 'write github:OWNER or github:OWNER/REPOSITORY', text)
  return { owner, repository }
}

/** The API without a slash at its end. Throws Fault `reference-invalid` for anything but a plain https address. */
export function githubApi(text: string): URL {
  const url = URL.parse(text.replace(/\/+$/, ''))
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    throw new Fault('reference-invalid', 'the API of GitHub is https://HOST[:PORT][/PATH]', text)
  }
  return url
}

import { GITHUB_API, githubApi } from '@pawl/sources'
import { type Command, InvalidArgumentError, Option } from 'commander'

const GROUP = 'GitHub:'
const HOST = /^(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::[1-9][0-9]{0,4})?$/

export function withGithub(command: Command): Command {
  const options = [
    new Option('--github-api <url>', `the API of an Enterprise, at any address (default: ${GITHUB_API})`).argParser(
      api,
    ),
    new Option('--github-token-file <file>', 'the token for the API; for github.com GH_TOKEN or GITHUB_TOKEN will do'),
    new Option('--github-bundle-host <host...>', 'keeps bundles that the API only names, beside that of github.com')
      .argParser((text: string, before: readonly string[]) => [...before, bundleHost(text)])
      .default([], 'none'),
  ]
  for (const option of options) command.addOption(option.helpGroup(GROUP))
  return command
}

/** Throws Fault `reference-invalid` for anything but an https address. */
function api(text: string): string {
  return githubApi(text).href
}

/** As a URL has it, so that it compares: in lower case, without the port of https. */
function bundleHost(text: string): string {
  const host = text.toLowerCase()
  if (!HOST.test(host)) throw new InvalidArgumentError('Write HOST or HOST:PORT.')
  return new URL(`https://${host}`).host
}
